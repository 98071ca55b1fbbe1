//! The client holds an answer's body in memory once. Alone in its program, because it looks at the greatest
//! amount of memory that the whole process has ever held, which Linux tells.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread;

use wallet_client::Client;
use wallet_client::signing::{Signer, SignerFuture};

const EXAMPLE: &str = include_str!("../src/generated/examples/wallet_balance.json");
/// A field that the client passes over, in so many pieces.
const PIECES: usize = 384;
static PIECE: [u8; 64 * 1024] = [b'a'; 64 * 1024];

struct Nothing;

impl Signer for Nothing {
    fn signature<'a>(&'a self, _: &'a [u8]) -> SignerFuture<'a> {
        Box::pin(std::future::ready(Ok(vec![0xab; 256])))
    }
}

/// The documented answer with a huge unknown field in it, sent piece by piece so that it is whole nowhere here.
fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        while !request.ends_with(b"\"}") {
            let mut bytes = [0; 4096];
            let len = stream.read(&mut bytes).unwrap();
            request.extend(&bytes[..len]);
        }
        let begin = format!(r#"{{"code":10000,"message":"Success","data":{EXAMPLE},"more":""#);
        let len = begin.len() + PIECES * PIECE.len() + 2;
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json";
        write!(stream, "{head}\r\ncontent-length: {len}\r\n\r\n{begin}").unwrap();
        for _ in 0..PIECES {
            stream.write_all(&PIECE).unwrap();
        }
        stream.write_all(b"\"}").unwrap();
    });
    address
}

/// The most memory that this process has held, in bytes.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap();
    line.trim()
        .strip_suffix(" kB")
        .unwrap()
        .parse::<usize>()
        .unwrap()
        * 1024
}

#[tokio::test]
async fn a_body_is_in_memory_once() {
    let client = Client::builder(server(), "app", Nothing).build().unwrap();
    let before = peak();
    let page = client.wallet_balance().send().await.unwrap();
    assert_eq!(page.list.len(), 2);
    let (body, grown) = (PIECES * PIECE.len(), peak() - before);
    assert!(
        grown > body / 2,
        "{grown} bytes more: this measures nothing"
    );
    assert!(
        grown < body * 3 / 2,
        "{grown} bytes more for a body of {body}"
    );
}
