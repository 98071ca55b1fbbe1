//! A server by hand: one request a connection, recorded as received, answered by a function.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A request as it came.
#[derive(Clone)]
pub(super) struct Request {
    pub(super) line: String,
    head: String,
    pub(super) body: String,
}

impl Request {
    pub(super) fn header(&self, name: &str) -> &str {
        self.head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map_or("", |(_, value)| value)
    }

    fn text(&self, name: &str) -> String {
        let body: serde_json::Value = serde_json::from_str(&self.body).unwrap();
        body[name].as_str().unwrap().to_owned()
    }

    pub(super) fn param(&self) -> String {
        self.text("param")
    }

    pub(super) fn sign(&self) -> String {
        self.text("sign")
    }
}

/// What the server does with the connection.
pub(super) enum Answer {
    /// Sends these bytes and closes.
    Bytes(Vec<u8>),
    /// Sends these bytes, and then keeps the connection open without a word.
    Silence(Vec<u8>),
    /// Sends the first bytes, then the second ones again and again until the client hangs up.
    Endless(Vec<u8>, Vec<u8>),
}

pub(super) fn raw(head: &str, body: impl AsRef<[u8]>) -> Answer {
    let mut bytes = format!("HTTP/1.1 {head}\r\nconnection: close\r\n\r\n").into_bytes();
    bytes.extend(body.as_ref());
    Answer::Bytes(bytes)
}

pub(super) fn answer(status: u16, content_type: &str, body: impl AsRef<[u8]>) -> Answer {
    let len = body.as_ref().len();
    let head = format!("{status} X\r\ncontent-type: {content_type}\r\ncontent-length: {len}");
    raw(&head, body)
}

pub(super) fn json(body: impl AsRef<[u8]>) -> Answer {
    answer(200, "application/json", body)
}

type Handler = dyn Fn(&Request) -> Answer + Send + Sync;

pub(super) struct Server {
    pub(super) url: String,
    requests: Arc<Mutex<Vec<Request>>>,
    /// Told each time an endless answer was hung up on.
    pub(super) hung_up: tokio::sync::mpsc::UnboundedReceiver<()>,
}

impl Server {
    pub(super) async fn start(
        handler: impl Fn(&Request) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (sender, hung_up) = tokio::sync::mpsc::unbounded_channel();
        let handler: Arc<Handler> = Arc::new(handler);
        let record = Arc::clone(&requests);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (handler, record) = (Arc::clone(&handler), Arc::clone(&record));
                let sender = sender.clone();
                tokio::spawn(async move {
                    if serve(stream, &*handler, &record).await {
                        let _ = sender.send(());
                    }
                });
            }
        });
        Self {
            url,
            requests,
            hung_up,
        }
    }

    pub(super) fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }
}

/// Whether the client hung up on an endless answer.
async fn serve(mut stream: TcpStream, handler: &Handler, record: &Mutex<Vec<Request>>) -> bool {
    let request = receive(&mut stream).await;
    let answer = handler(&request);
    record.lock().unwrap().push(request);
    match answer {
        Answer::Bytes(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
            false
        }
        Answer::Silence(bytes) => {
            let _ = stream.write_all(&bytes).await;
            // Until the client closes.
            let _ = stream.read(&mut [0; 1]).await;
            false
        }
        Answer::Endless(head, more) => {
            let mut sent = stream.write_all(&head).await;
            while sent.is_ok() {
                sent = stream.write_all(&more).await;
            }
            true
        }
    }
}

async fn receive(stream: &mut TcpStream) -> Request {
    let mut bytes = Vec::new();
    let head_len = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        assert_ne!(stream.read_buf(&mut bytes).await.unwrap(), 0);
    };
    let head = String::from_utf8(bytes[..head_len].to_vec()).unwrap();
    let mut request = Request {
        line: head.lines().next().unwrap().to_owned(),
        head,
        body: String::new(),
    };
    let len: usize = request.header("content-length").parse().unwrap();
    while bytes.len() < head_len + len {
        assert_ne!(stream.read_buf(&mut bytes).await.unwrap(), 0);
    }
    request.body = String::from_utf8(bytes.split_off(head_len)).unwrap();
    request
}
