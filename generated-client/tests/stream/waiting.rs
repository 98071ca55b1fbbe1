//! Streams in a program that is not async.

use tokio::runtime::{Builder, Runtime};
use wallet_client::Error;

use super::{client, sandbox};

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn streams_are_iterators() {
    let starting = sandbox().rows(1_000).start();
    let sandbox = runtime().block_on(starting).unwrap();
    let client = client(sandbox.url());
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

    runtime().block_on(async {
        let mut inside = client.wallet_balance().stream().wait();
        assert!(matches!(inside.next(), Some(Err(Error::Runtime(_)))));
        assert!(inside.next().is_none());
    });
}
