//! A web server that knows one page, says what type it is of, and writes down what it was asked for.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::{fs, thread};
use tiny_http::{Header, Response};

/// A running server.
pub struct Server {
    /// Where the page is.
    pub address: String,
    server: Arc<tiny_http::Server>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Serves the file under `path` (which begins with a stroke) as `content_type`, and nothing else.
    pub fn start(file: &Path, path: &'static str, content_type: &'static str) -> Self {
        let content = fs::read(file).expect("the page");
        let server = Arc::new(tiny_http::Server::http("127.0.0.1:0").expect("a free port"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (serving, noting) = (Arc::clone(&server), Arc::clone(&asked));
        thread::spawn(move || {
            for request in serving.incoming_requests() {
                noting.lock().expect("the list").push(format!("{} {}", request.method(), request.url()));
                let outcome = if request.url() == path {
                    let kind = Header::from_bytes("Content-Type", content_type).expect("a header");
                    request.respond(Response::from_data(content.clone()).with_header(kind))
                } else {
                    request.respond(Response::empty(404))
                };
                // A browser that has gone away hears nothing.
                drop(outcome);
            }
        });
        let address = format!("http://{}{path}", server.server_addr());
        Self { address, server, asked }
    }

    /// What it was asked for so far: method and path.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("the list").clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.server.unblock();
    }
}
