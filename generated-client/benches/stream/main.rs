//! What a long stream takes: time for a row, and memory. The server is a process of its own, and so is each reader, so
//! that nothing but the reader is in what is measured.
#![allow(clippy::unwrap_used)]

#[path = "../../tests/support/pages.rs"]
mod pages;

use std::env::{args, current_exe};
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wallet_client::Client;
use wallet_client::signing::{Signer, SignerFuture};
use wallet_client::stream::StreamOptions;

/// Signs nothing, at once.
struct Nothing;

impl Signer for Nothing {
    fn signature<'a>(&'a self, _: &'a [u8]) -> SignerFuture<'a> {
        Box::pin(std::future::ready(Ok(vec![0xab; 256])))
    }
}

fn main() {
    let arguments: Vec<String> = args().collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [_, "serve", total] => {
            println!("{}", pages::start(total.parse().unwrap()));
            loop {
                std::thread::park();
            }
        }
        [_, "read", url, prefetch] => read(url, prefetch.parse().unwrap()),
        _ => measure(),
    }
}

/// A line for each number of rows. Outside `cargo bench`, which says `--bench`, just to see that it works.
fn measure() {
    let is_bench = args().any(|argument| argument == "--bench");
    let all: &[usize] = if is_bench {
        &[10_000, 100_000, 1_000_000]
    } else {
        &[2_000]
    };
    println!("| rows | ahead | time a row | resident memory, growth at most |");
    println!("|---|---|---|---|");
    for prefetch in ["0", "1"] {
        for rows in all {
            let this = current_exe().unwrap();
            let mut server = Command::new(&this)
                .args(["serve", &rows.to_string()])
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            let mut url = String::new();
            let mut out = BufReader::new(server.stdout.take().unwrap());
            out.read_line(&mut url).unwrap();
            let reader = Command::new(&this)
                .args(["read", url.trim(), prefetch])
                .status();
            server.kill().unwrap();
            server.wait().unwrap();
            assert!(reader.unwrap().success());
        }
    }
}

/// Reads all of it, and prints the line.
fn read(url: &str, prefetch: usize) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let client = Client::builder(url, "app", Nothing).build().unwrap();
    runtime.block_on(async {
        // What the first call needs once is not the stream's.
        let day = pages::newest();
        client
            .balance_records(day, day)
            .size(1)
            .send()
            .await
            .unwrap();
        let year = day.saturating_sub(jiff::SignedDuration::from_hours(24 * 365));
        let window = Duration::from_secs(366 * 24 * 60 * 60);
        let options = StreamOptions::new().window(window).prefetch(prefetch);
        let before = resident("VmRSS:");
        let start = Instant::now();
        let mut rows = client.balance_records(year, day).stream().options(options);
        let mut count = 0_u32;
        while let Some(row) = rows.try_next().await.unwrap() {
            assert!(row.amount.is_negative());
            count += 1;
        }
        let each = start.elapsed() / count;
        let growth = resident("VmHWM:") - before;
        println!(
            "| {count} | {prefetch} | {each:?} | {:.1} MB |",
            growth / 1024.0
        );
    });
}

/// Kilobytes, as the system counts them.
fn resident(what: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(what)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
