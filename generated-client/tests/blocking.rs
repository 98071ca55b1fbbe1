//! Calls that are waited for, without any runtime in the program: the same as those that are awaited.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{BufRead, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use wallet_client::signing::{Signer, SignerFuture};
use wallet_client::{Client, ClientBuilder, Error, RetryPolicy};

const DATA: &str = include_str!("../src/generated/examples/wallet_balance.json");
/// What should happen at once has failed if it has not happened by then.
const LONG: Duration = Duration::from_secs(30);

struct Nothing;

impl Signer for Nothing {
    fn signature<'a>(&'a self, _: &'a [u8]) -> SignerFuture<'a> {
        Box::pin(std::future::ready(Ok(vec![0xab; 256])))
    }
}

/// What a server has met.
#[derive(Debug, PartialEq)]
enum Met {
    Connection,
    Request,
    /// The client closed the connection.
    End,
}

/// How the server answers a request of a connection, by its number from 1.
type Script = fn(usize) -> Answer;

#[derive(Clone, Copy)]
enum Answer {
    Good,
    Unavailable,
    Nothing,
    /// Good, and nothing more comes on this connection, which was not announced.
    GoodAndClose,
}

/// Serves connections that are kept, each in a thread.
fn serve(script: Script) -> (String, Receiver<Met>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (tell, met) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let tell = tell.clone();
            tell.send(Met::Connection).unwrap();
            thread::spawn(move || connection(stream.unwrap(), script, &tell));
        }
    });
    (url, met)
}

fn connection(mut stream: TcpStream, script: Script, tell: &Sender<Met>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    for number in 1.. {
        if !receive(&mut reader) {
            break;
        }
        tell.send(Met::Request).unwrap();
        let answer = script(number);
        let (status, body) = match answer {
            Answer::Nothing => continue,
            Answer::Unavailable => ("503 X", String::new()),
            Answer::Good | Answer::GoodAndClose => {
                let body = format!(r#"{{"code":10000,"message":"Success","data":{DATA}}}"#);
                ("200 OK", body)
            }
        };
        let len = body.len();
        write!(
            stream,
            "HTTP/1.1 {status}\r\ncontent-length: {len}\r\n\r\n{body}"
        )
        .unwrap();
        if matches!(answer, Answer::GoodAndClose) {
            stream.shutdown(std::net::Shutdown::Write).unwrap();
        }
    }
    // The test may have ended.
    let _ = tell.send(Met::End);
}

/// Reads a request; false at the end of the connection.
fn receive(reader: &mut impl BufRead) -> bool {
    let mut len = 0;
    loop {
        let mut line = String::new();
        if !matches!(reader.read_line(&mut line), Ok(1..)) {
            return false;
        }
        let line = line.trim().to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            len = value.trim().parse().unwrap();
        } else if line.is_empty() {
            break;
        }
    }
    reader.read_exact(&mut vec![0; len]).is_ok()
}

fn builder(url: &str) -> ClientBuilder {
    Client::builder(url, "app", Nothing).retry(RetryPolicy::never())
}

fn next<const N: usize>(met: &Receiver<Met>) -> [Met; N] {
    std::array::from_fn(|_| met.recv_timeout(LONG).expect("nothing happens"))
}

#[test]
fn connections_are_kept_from_call_to_call_and_closed_with_the_client() {
    let (url, met) = serve(|_| Answer::Good);
    let client = builder(&url).build().unwrap();
    for _ in 0..3 {
        assert_eq!(client.wallet_balance().send().wait().unwrap().list.len(), 2);
    }
    assert_eq!(
        next(&met),
        [Met::Connection, Met::Request, Met::Request, Met::Request]
    );
    drop(client);
    assert_eq!(next(&met), [Met::End]);
}

#[test]
fn connections_are_looked_after_between_calls() {
    let (url, met) = serve(|_| Answer::GoodAndClose);
    let client = builder(&url).build().unwrap();
    for _ in 0..2 {
        client.wallet_balance().send().wait().unwrap();
        // That the server closes is noticed although nobody calls. Nothing is sent into a dead connection.
        assert_eq!(next(&met), [Met::Connection, Met::Request, Met::End]);
    }
}

#[test]
fn times_and_retries_are_those_of_a_call() {
    let (url, met) = serve(|number| match number {
        1 | 2 => Answer::Unavailable,
        _ => Answer::Good,
    });
    let client = builder(&url).build().unwrap();
    let policy = RetryPolicy::new().initial_backoff(Duration::from_millis(1));
    client.wallet_balance().send().retry(policy).wait().unwrap();
    assert_eq!(
        next(&met),
        [Met::Connection, Met::Request, Met::Request, Met::Request]
    );

    let (url, _met) = serve(|_| Answer::Nothing);
    let client = builder(&url).build().unwrap();
    let started = Instant::now();
    let limit = Duration::from_millis(50);
    let error = client
        .wallet_balance()
        .send()
        .timeout(limit)
        .wait()
        .unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error}");
    assert!((limit..LONG).contains(&started.elapsed()));
}

#[test]
fn the_answer_as_it_came() {
    let (url, _met) = serve(|_| Answer::Unavailable);
    let client = builder(&url).build().unwrap();
    let answer = client.wallet_balance().send().raw().wait();
    assert_eq!(answer.status(), Some(503));
    assert!(answer.result.is_err());
}

#[test]
fn threads_wait_side_by_side() {
    let (url, met) = serve(|_| Answer::Good);
    let client = builder(&url).build().unwrap();
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| client.wallet_balance().send().wait().unwrap());
        }
    });
    let requests = met.try_iter().filter(|met| *met == Met::Request).count();
    assert_eq!(requests, 8);
}

#[test]
fn inside_a_runtime_it_is_an_error_and_no_panic() {
    let (url, met) = serve(|_| Answer::Good);
    let client = builder(&url).build().unwrap();
    for mut builder in [
        tokio::runtime::Builder::new_current_thread(),
        tokio::runtime::Builder::new_multi_thread(),
    ] {
        let runtime = builder.enable_all().build().unwrap();
        runtime.block_on(async {
            let error = client.wallet_balance().send().wait().unwrap_err();
            assert!(matches!(error, Error::Runtime(_)), "{error}");
            let line = error.to_string();
            assert!(line.starts_with(
                "wallet_balance: the call cannot be made: `wait` would block a thread"
            ));
            assert!(!error.is_retryable() && error.attempts() == 0);
            let raw = client.wallet_balance().send().raw().wait();
            assert!(matches!(raw.result, Err(Error::Runtime(_))) && raw.status().is_none());
            assert!(met.try_recv().is_err(), "something was sent");
            // What the error advises, where blocking is allowed.
            let (client, handle) = (client.clone(), tokio::runtime::Handle::current());
            let blocking = tokio::task::spawn_blocking(move || {
                assert!(client.wallet_balance().send().wait().is_err());
                handle.block_on(client.wallet_balance().send()).unwrap();
            });
            blocking.await.unwrap();
        });
        assert_eq!(next(&met), [Met::Connection, Met::Request]);
        // Its connection ends with the runtime, and is not used again.
        drop(runtime);
        assert_eq!(next(&met), [Met::End]);
    }
    client.wallet_balance().send().wait().unwrap();
}

#[cfg(all(feature = "sandbox", any(feature = "rsa", feature = "aws-lc-rs")))]
mod against_the_sandbox {
    use wallet_client::operations::wallet_balance::WalletBalanceRequest;
    use wallet_client::sandbox::Sandbox;
    use wallet_client::{Client, Error, KycStatus, SigningKey, civil};

    /// Starts a sandbox from a program that is not async.
    fn sandbox(key: &SigningKey) -> Sandbox {
        let starting = Sandbox::builder().merchant("app", key.public_key()).start();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        runtime.block_on(starting).unwrap()
    }

    #[test]
    fn every_way_to_call() {
        let key = SigningKey::generate(2048).unwrap();
        let sandbox = sandbox(&key);
        let client = Client::builder(sandbox.url(), "app", key).build().unwrap();
        let users = client.wallet_balance().size(5).send().wait().unwrap();
        assert_eq!(users.list.len(), 5);
        let day = civil::date(2024, 11, 25);
        let records = client.balance_records(day.at(0, 0, 0, 0), day.at(23, 0, 0, 0));
        records.send().wait().unwrap();
        let mut request = WalletBalanceRequest::new();
        request.kyc_status = Some(vec![KycStatus::Approved]);
        let approved = client.send(&request).wait().unwrap();
        assert!(
            approved
                .list
                .iter()
                .all(|user| user.kyc_status == KycStatus::Approved)
        );
        let error = client.wallet_balance().size(0).send().wait().unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
        assert_eq!(sandbox.calls().len(), 3);
    }

    #[test]
    fn streams_are_iterators() {
        let key = SigningKey::generate(2048).unwrap();
        let sandbox = sandbox(&key);
        let client = Client::builder(sandbox.url(), "app", key).build().unwrap();
        let rows = client.wallet_balance().size(300).stream().wait();
        let rows: Result<Vec<_>, Error> = rows.collect();
        let rows = rows.unwrap();
        assert_eq!((rows.len(), sandbox.calls().len()), (1_000, 4));

        let mut pages = client.wallet_balance().size(300).pages().wait();
        let first = pages.next().unwrap().unwrap();
        assert_eq!(first.list, rows[..300]);
        let cursor = pages.cursor().unwrap();
        drop(pages);
        let rest = client.wallet_balance().size(300).stream().resume(cursor);
        let mut rest = rest.wait();
        assert!(rest.next().unwrap().unwrap() == rows[300] && rest.cursor().unwrap().rows() == 301);
        assert_eq!(rest.count(), 699);
        assert_eq!(
            client.wallet_balance().collect_all(1_000).wait().unwrap(),
            rows
        );

        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let mut inside = client.wallet_balance().stream().wait();
            assert!(matches!(inside.next(), Some(Err(Error::Runtime(_)))));
            assert!(inside.next().is_none());
        });
    }
}
