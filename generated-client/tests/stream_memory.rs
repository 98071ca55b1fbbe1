//! How much memory a stream takes: that of a page or two, however many rows there are. `cargo bench --bench stream` says how
//! much of it a million take, and how long.
#![allow(clippy::unwrap_used)]

#[path = "support/pages.rs"]
mod pages;

use peak_alloc::PeakAlloc;
use wallet_client::Client;
use wallet_client::signing::{Signer, SignerFuture};
use wallet_client::stream::StreamOptions;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const KIB: usize = 1024;

/// Signs nothing.
struct Nothing;

impl Signer for Nothing {
    fn signature<'a>(&'a self, _: &'a [u8]) -> SignerFuture<'a> {
        Box::pin(std::future::ready(Ok(vec![0xab; 256])))
    }
}

/// Reads so many rows, and gives how much more memory was in use at most than before.
fn read(total: usize) -> usize {
    let client = Client::builder(pages::start(total), "app", Nothing)
        .build()
        .unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let end = pages::newest();
        let start = end.saturating_sub(jiff::SignedDuration::from_hours(24 * 30));
        // What a connection takes is not the stream's.
        let first = client.balance_records(start, end).size(500).send().await;
        first.unwrap();
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        let options = StreamOptions::new().page_size(500);
        let mut rows = client.balance_records(start, end).stream().options(options);
        let mut count = 0;
        while rows.try_next().await.unwrap().is_some() {
            count += 1;
        }
        assert_eq!(count, total);
        MEMORY.peak_usage() - before
    })
}

#[test]
fn thirty_pages_take_no_more_than_three() {
    let (few, many) = (read(1_500), read(15_000));
    assert!(few > 300 * KIB, "this counts nothing: {few}");
    assert!(few < 3_000 * KIB, "{few} bytes for pages of 500 rows");
    assert!(many < few + 300 * KIB, "{many} bytes, {few} for a tenth");
}
