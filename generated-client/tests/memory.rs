//! How much memory an answer takes: its body once, and never more than is allowed, however it is packed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Mutex, PoisonError};
use std::thread;

use flate2::Compression;
use flate2::write::GzEncoder;
use peak_alloc::PeakAlloc;
use wallet_client::operations::wallet_balance::WalletBalancePage;
use wallet_client::signing::{Signer, SignerFuture};
use wallet_client::{Client, Error, RetryPolicy, TransportErrorKind};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const DATA: &str = include_str!("../src/generated/examples/wallet_balance.json");
const MIB: usize = 1024 * 1024;

/// Answers one request with a head and a body, in another thread and out of memory that is there already.
fn serve(headers: &'static str, body: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        receive(&stream);
        let len = body.len();
        let head = format!("HTTP/1.1 200 OK\r\n{headers}content-length: {len}\r\n\r\n");
        let _ = stream.write_all(head.as_bytes());
        let _ = stream.write_all(&body);
        // Until the client closes.
        let _ = stream.read(&mut [0; 1]);
    });
    url
}

fn receive(stream: &TcpStream) {
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
    reader.read_exact(&mut vec![0; len]).unwrap();
}

/// Signs nothing, so that all that is counted is the answer.
struct Nothing;

impl Signer for Nothing {
    fn signature<'a>(&'a self, _: &'a [u8]) -> SignerFuture<'a> {
        Box::pin(std::future::ready(Ok(vec![0xab; 256])))
    }
}

/// The result of a call, and how much more memory was in use at most than before it.
fn call(url: &str, limit: usize) -> (Result<WalletBalancePage, Error>, usize) {
    measured(url, limit, async |client| {
        client.wallet_balance().send().await
    })
}

/// What comes of `work`, and how much more memory was in use at most than before it.
fn measured<T>(url: &str, limit: usize, work: impl AsyncFnOnce(&Client) -> T) -> (T, usize) {
    let client = Client::builder(url, "app", Nothing)
        .max_response_bytes(limit)
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let result = runtime.block_on(work(&client));
    (result, MEMORY.peak_usage() - before)
}

/// The program's memory is counted as a whole, so only one test may run at a time.
static ALONE: Mutex<()> = Mutex::new(());

/// An answer of which the client keeps next to nothing.
fn large_answer(bytes: usize) -> String {
    let filler = "x".repeat(bytes);
    format!(r#"{{"code":10000,"message":"Success","added":"{filler}","data":{DATA}}}"#)
}

#[test]
fn a_body_is_in_memory_once() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let body = large_answer(16 * MIB);
    let url = serve("content-type: application/json\r\n", body.into_bytes());
    let (result, used) = call(&url, 32 * MIB);
    assert!(!result.unwrap().list.is_empty());
    assert!(used >= 16 * MIB, "this counts nothing: {used}");
    assert!(used < 17 * MIB, "{used} bytes for a body of 16 MiB");
}

#[test]
fn a_body_that_is_asked_for_is_no_copy() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let body = large_answer(16 * MIB);
    let url = serve("content-type: application/json\r\n", body.into_bytes());
    let (answer, used) = measured(&url, 32 * MIB, async |client| {
        client.wallet_balance().send().raw().await
    });
    assert!(answer.body().len() > 16 * MIB && answer.result.is_ok());
    assert!(used < 17 * MIB, "{used} bytes for a body of 16 MiB");
}

#[test]
fn a_gzip_bomb_is_not_unpacked() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..50 {
        packer.write_all(&vec![b' '; MIB]).unwrap();
    }
    let bomb = packer.finish().unwrap();
    assert!(bomb.len() < MIB);
    let url = serve("content-encoding: gzip\r\n", bomb);
    let (result, used) = call(&url, 2 * MIB);
    let Err(Error::Transport(error)) = result else {
        panic!("{result:?}");
    };
    assert_eq!(error.kind(), TransportErrorKind::TooLarge);
    assert!(used < 6 * MIB, "{used} bytes, though 2 MiB are allowed");
}
