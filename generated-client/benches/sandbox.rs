//! What the sandbox's data costs: how long it takes to start, the memory that it takes, and how fast pages are read, without
//! HTTP and over it.
#![allow(clippy::unwrap_used)]

#[allow(dead_code)] // Nothing is compared here.
mod support;

use std::hint::black_box;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use peak_alloc::PeakAlloc;
use serde_json::{Value, json};
use support::rounds;
use wallet_client::operation::Operation;
use wallet_client::operations::balance_records::BalanceRecordsRequest;
use wallet_client::operations::wallet_balance::WalletBalanceRequest;
use wallet_client::sandbox::{Responder, Sandbox, VerifiedCall};
use wallet_client::{SigningKey, WalletTime, time::Timestamp};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const KEY: &str = include_str!("../src/signing/vectors/test-rsa-2048-pkcs8.pem");

/// How long a page took that was asked for first, and then again.
type Times = Arc<Mutex<(Duration, Duration)>>;

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    for rows in [1_000, rounds(1_000_000)] {
        runtime.block_on(measure(rows));
    }
}

async fn measure(rows: usize) {
    let key = SigningKey::parse(KEY).unwrap();
    let times = Times::default();
    let (before, start) = (MEMORY.current_usage(), Instant::now());
    let sandbox = Sandbox::builder()
        .merchant("app", key.public_key())
        .rows(rows)
        .responder::<WalletBalanceRequest>(timed(&times))
        .responder::<BalanceRecordsRequest>(timed(&times))
        .start()
        .await
        .unwrap();
    let took = start.elapsed();
    let memory = MEMORY.current_usage().saturating_sub(before);
    println!("\n## {rows} users and as many records\n");
    let each = memory / (2 * rows);
    println!("Started in {took:.0?}, with {each} bytes a row.\n");
    println!("| page | first | again | again, a second |");
    println!("|---|---|---|---|");
    let users = WalletBalanceRequest::INFO.path;
    let records = BalanceRecordsRequest::INFO.path;
    let last = rows.div_ceil(15);
    let ids: Vec<String> = (0..5_000_u64)
        .map(|id| format!("JT{}", 1_095_595_801_938_341_100 + id * 7))
        .collect();
    let mut connection = Connection::open(sandbox.address());
    let mut page = |name: &str, path: &str, mut param: Value| {
        if path == records {
            param["startTime"] = json!(days_ago(31));
            param["endTime"] = json!(days_ago(0));
        }
        // Forgets what the last request came to.
        sandbox.add_rows::<WalletBalanceRequest>(0);
        connection.post(&request(&key, path, param));
        let (first, again) = *times.lock().unwrap();
        let rate = again.as_secs_f64().recip();
        println!("| {name} | {first:.1?} | {again:.1?} | {rate:.0} |");
    };
    page("users", users, json!({}));
    page("users, the last page", users, json!({"page": last}));
    page(
        "users in two states",
        users,
        json!({"KYCStatus": ["Approved", "Pending"], "userStatus": ["Active"]}),
    );
    page("users, 5,000 ids", users, json!({"mchUuidList": ids}));
    page("users, 10,000 a page", users, json!({"size": 10_000}));
    page("records of 31 days", records, json!({}));
    page(
        "withdrawals of 31 days",
        records,
        json!({"transactionType": "CASH_OUT"}),
    );
    page(
        "records of 5,000 users",
        records,
        json!({"mchUuidList": ids}),
    );
    sandbox.shutdown().await;
    over_http(rows, &key).await;
}

/// Times what the sandbox answers by itself, without signature and HTTP.
fn timed(times: &Times) -> impl Responder + 'static {
    let times = Arc::clone(times);
    move |call: &VerifiedCall<'_>| {
        let start = Instant::now();
        let answer = call.usual_answer()?;
        let first = start.elapsed();
        let again = u32::try_from(rounds(100)).unwrap();
        let start = Instant::now();
        for _ in 0..again {
            black_box(call.usual_answer()?);
        }
        *times.lock().unwrap() = (first, start.elapsed() / again);
        Ok(answer)
    }
}

/// How long a call takes, of so many by each of two callers.
fn calls_over_http(address: SocketAddr, request: &str, calls: usize) -> Duration {
    let callers = 2;
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..callers {
            scope.spawn(|| {
                let mut connection = Connection::open(address);
                for _ in 0..calls {
                    connection.post(request);
                }
            });
        }
    });
    start.elapsed() / u32::try_from(callers * calls).unwrap()
}

/// The same, as a caller sees it. The sandbox has one thread, so this is what one core does.
async fn over_http(rows: usize, key: &SigningKey) {
    let sandbox = Sandbox::builder()
        .merchant("app", key.public_key())
        .rows(rows)
        .start()
        .await
        .unwrap();
    let address = sandbox.address();
    let request = request(key, WalletBalanceRequest::INFO.path, json!({}));
    // The least of several, in turns, so that both have had the machine to themselves for once.
    let (mut call, mut verify) = (Duration::MAX, Duration::MAX);
    for _ in 0..5 {
        call = call.min(calls_over_http(address, &request, rounds(1_000)));
        verify = verify.min(verification(key));
    }
    let unsigned = call.saturating_sub(verify).as_secs_f64().recip();
    println!("\nOver HTTP: {call:.0?} a call, of which the signature takes {verify:.0?}.");
    println!("Without it, {unsigned:.0} calls a second.");
    sandbox.shutdown().await;
}

/// How long it takes to verify a signature.
fn verification(key: &SigningKey) -> Duration {
    let (public, text) = (key.public_key(), [b'x'; 60]);
    let signature = key.sign(&text).unwrap();
    let count = u32::try_from(rounds(2_000)).unwrap();
    let start = Instant::now();
    for _ in 0..count {
        public.verify(&text, &signature).unwrap();
    }
    start.elapsed() / count
}

fn days_ago(days: i64) -> String {
    // The newest rows are half a day old in UTC.
    let now = Timestamp::now().as_second() - 19 * 3_600 - days * 86_400;
    WalletTime::from_timestamp(Timestamp::from_second(now).unwrap()).to_string()
}

/// A whole signed request.
fn request(key: &SigningKey, path: &str, mut param: Value) -> String {
    let now = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap();
    param["timestamp"] = json!(now.as_millis());
    let param = param.to_string();
    let sign = key.sign(param.as_bytes()).unwrap();
    let body = json!({"appId": "app", "sign": sign, "param": param}).to_string();
    let length = body.len();
    format!("POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: {length}\r\n\r\n{body}")
}

/// A connection that stays open.
struct Connection {
    reader: BufReader<TcpStream>,
    body: Vec<u8>,
}

impl Connection {
    fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        Self {
            reader: BufReader::new(stream),
            body: Vec::new(),
        }
    }

    /// Posts, and takes in the whole answer, which must be a good one.
    fn post(&mut self, request: &str) {
        self.reader.get_mut().write_all(request.as_bytes()).unwrap();
        let (mut line, mut length) = (String::new(), 0);
        loop {
            line.clear();
            self.reader.read_line(&mut line).unwrap();
            if line.trim().is_empty() {
                break;
            }
            if let Some(digits) = line.strip_prefix("content-length:") {
                length = digits.trim().parse().unwrap();
            }
        }
        self.body.resize(length, 0);
        self.reader.read_exact(&mut self.body).unwrap();
        assert!(self.body.starts_with(br#"{"code":10000,"#));
    }
}
