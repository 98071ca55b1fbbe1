//! A server on loopback that gives every request the same page, over connections that stay open.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

use serde_json::{Value, json};

const EXAMPLE: &str = include_str!("../../src/generated/examples/wallet_balance.json");

/// Starts one whose page has so many rows; gives its address.
pub fn start(rows: usize) -> String {
    let mut page: Value = serde_json::from_str(EXAMPLE).unwrap();
    page["list"] = vec![page["list"][0].clone(); rows].into();
    let body = json!({"code": 10_000, "message": "Success", "data": page}).to_string();
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let answer = head + &body;
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let answer = answer.clone();
            thread::spawn(move || serve(stream, answer.as_bytes()));
        }
    });
    address
}

/// Answers until the other side goes.
fn serve(mut stream: TcpStream, answer: &[u8]) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let (mut line, mut body) = (String::new(), Vec::new());
    loop {
        let mut len = 0;
        loop {
            line.clear();
            if reader.read_line(&mut line).ok()? == 0 {
                return None;
            }
            let lower = line.trim().to_ascii_lowercase();
            if let Some(value) = lower.strip_prefix("content-length:") {
                len = value.trim().parse().ok()?;
            } else if lower.is_empty() {
                break;
            }
        }
        body.resize(len, 0);
        reader.read_exact(&mut body).ok()?;
        stream.write_all(answer).ok()?;
    }
}
