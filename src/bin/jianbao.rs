//! The command line.
#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    jianbao::cli::main()
}
