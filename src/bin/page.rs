//! The page and its worker: one WebAssembly module that is either, by where it was started.

use js_sys::global;
use wasm_bindgen::JsCast;
use web_sys::DedicatedWorkerGlobalScope;

fn main() {
    if global().is_instance_of::<DedicatedWorkerGlobalScope>() {
        jianbao::worker::serve();
    } else {
        jianbao::ui::start();
    }
}
