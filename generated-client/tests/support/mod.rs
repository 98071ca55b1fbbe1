//! What several test programs need: keys, a server that keeps what it receives, the `openssl` command.
// Each program uses its part.
#![allow(dead_code)]

pub mod openssl;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;

use serde_json::Value;
use wallet_client::SigningKey;

/// The merchant's key.
pub fn key() -> SigningKey {
    static KEY: OnceLock<SigningKey> = OnceLock::new();
    KEY.get_or_init(|| SigningKey::generate(2048).unwrap())
        .clone()
}

/// The key of somebody else.
pub fn other_key() -> SigningKey {
    static KEY: OnceLock<SigningKey> = OnceLock::new();
    KEY.get_or_init(|| SigningKey::generate(2048).unwrap())
        .clone()
}

/// A request's body, written by hand.
pub fn body(app_id: &str, sign: &str, param: &str) -> String {
    serde_json::json!({"appId": app_id, "sign": sign, "param": param}).to_string()
}

/// A server that gives every request the same answer, and keeps the bodies.
pub struct Capture {
    pub url: String,
    bodies: Arc<Mutex<Vec<String>>>,
}

impl Capture {
    /// A server that answers with success and these data.
    pub fn data(data: &str) -> Self {
        Self::json(&format!(
            r#"{{"code":10000,"message":"Success","data":{data}}}"#
        ))
    }

    /// A server that answers with this JSON.
    pub fn json(answer: &str) -> Self {
        let answer = answer.to_owned();
        Self::start("200 OK", move |_| answer.clone())
    }

    /// A server that answers with this status and whatever is made of the request's body.
    pub fn start(status: &'static str, answer: impl Fn(&str) -> String + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let bodies = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&bodies);
        thread::spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                let body = receive(&mut stream);
                let answer = answer(&body);
                record.lock().unwrap().push(body);
                let head = "content-type: application/json\r\nconnection: close";
                let len = answer.len();
                let _ = write!(
                    stream,
                    "HTTP/1.1 {status}\r\n{head}\r\ncontent-length: {len}\r\n\r\n{answer}"
                );
            }
        });
        Self { url, bodies }
    }

    /// The bodies that were received.
    pub fn bodies(&self) -> Vec<String> {
        self.bodies.lock().unwrap().clone()
    }

    /// A text member of the only body that was received.
    pub fn member(&self, name: &str) -> String {
        let bodies = self.bodies();
        assert_eq!(bodies.len(), 1);
        let body: Value = serde_json::from_str(&bodies[0]).unwrap();
        body[name].as_str().unwrap().to_owned()
    }
}

fn receive(stream: &mut TcpStream) -> String {
    let mut reader = BufReader::new(stream);
    let mut len = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let line = line.trim().to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            len = value.trim().parse().unwrap();
        } else if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; len];
    reader.read_exact(&mut body).unwrap();
    String::from_utf8(body).unwrap()
}
