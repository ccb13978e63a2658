//! A web server that knows a few files, says of what type they are, and writes down what it was asked for.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::{fs, thread};
use tiny_http::{Header, Response};

/// A file on the server.
pub struct Served {
    /// Where it is on the server; begins with a stroke.
    pub path: &'static str,
    /// Where it is on the disk.
    pub file: PathBuf,
    /// What the server says it is.
    pub content_type: &'static str,
}

/// A running server.
pub struct Server {
    /// Where the first file is.
    pub address: String,
    listener: Arc<tiny_http::Server>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Serves `files` and nothing else; [`Server::address`] is that of the first.
    pub fn start(files: Vec<Served>) -> Self {
        let first = files[0].path;
        let listener = Arc::new(tiny_http::Server::http("127.0.0.1:0").expect("a free port"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (serving, noting) = (Arc::clone(&listener), Arc::clone(&asked));
        thread::spawn(move || {
            for request in serving.incoming_requests() {
                noting.lock().expect("the list").push(format!("{} {}", request.method(), request.url()));
                let outcome = if let Some(file) = files.iter().find(|file| file.path == request.url()) {
                    let kind = Header::from_bytes("Content-Type", file.content_type).expect("a header");
                    let content = fs::read(&file.file).unwrap_or_else(|e| panic!("{}: {e}", file.file.display()));
                    request.respond(Response::from_data(content).with_header(kind))
                } else {
                    request.respond(Response::empty(404))
                };
                // A browser that has gone away hears nothing.
                drop(outcome);
            }
        });
        let address = format!("http://{}{first}", listener.server_addr());
        Self { address, listener, asked }
    }

    /// What it was asked for so far: method and path.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("the list").clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.listener.unblock();
    }
}
