//! A server on loopback, over connections that stay open: it reads requests, and leaves the answers to whoever starts it.

use std::io::{BufRead as _, BufReader, Read as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// Starts one; gives its address. `answer` is given each request's body, and writes; with `None` the connection ends.
pub fn start(
    answer: impl FnMut(&[u8], &mut TcpStream) -> Option<()> + Clone + Send + 'static,
) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let answer = answer.clone();
            thread::spawn(move || serve(stream, answer));
        }
    });
    address
}

/// Answers until the other side goes.
fn serve(
    mut stream: TcpStream,
    mut answer: impl FnMut(&[u8], &mut TcpStream) -> Option<()>,
) -> Option<()> {
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
        answer(&body, &mut stream)?;
    }
}
