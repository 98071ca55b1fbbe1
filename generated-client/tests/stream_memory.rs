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
fn read(total: usize, prefetch: usize) -> usize {
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
        let options = StreamOptions::new().page_size(500).prefetch(prefetch);
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
fn all_pages_take_no_more_than_one_or_two() {
    // The server's own page counts as well, being in the same process.
    let few = read(1_500, 0);
    assert!(few > 300 * KIB, "this counts nothing: {few}");
    let many = read(20_000, 0);
    assert!(many < few + 500 * KIB, "{many} bytes, {few} for a tenth");
    // With a page ahead, what is in memory at once is a matter of chance. All rows would be 13 MB.
    let ahead = read(20_000, 1);
    assert!(ahead < 4_000 * KIB, "{ahead} bytes with a page ahead");
}
