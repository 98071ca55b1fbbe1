//! What a call by the client costs beside the same call written by hand on `reqwest`: same signer, same
//! server, same bytes both ways, types at the end. A signer that costs nothing keeps RSA from hiding
//! the difference.
#![allow(clippy::unwrap_used)]

mod by_hand;
mod server;
#[path = "../support/mod.rs"]
mod support;

use std::sync::Arc;

use support::{compare, head, rounds};
use wallet_client::signing::{Signer, SignerFuture};
use wallet_client::{Client, SigningKey};

const KEY: &str = include_str!("../../src/signing/vectors/test-rsa-2048-pkcs8.pem");

/// Signs nothing, at once.
struct Nothing;

impl Signer for Nothing {
    fn signature<'a>(&'a self, _: &'a [u8]) -> SignerFuture<'a> {
        Box::pin(std::future::ready(Ok(vec![0xab; 256])))
    }
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let key: Arc<dyn Signer> = Arc::new(SigningKey::parse(KEY).unwrap());
    let signers = [
        ("no signature", Arc::new(Nothing) as Arc<dyn Signer>),
        ("RSA 2048", key),
    ];
    head("client", "by hand");
    for (rows, times) in [(2, 2_000), (100, 1_000), (1_000, 400)] {
        let url = server::start(rows);
        for (name, signer) in &signers {
            let client = Client::builder(&url, "app", Arc::clone(signer))
                .build()
                .unwrap();
            let by_hand = by_hand::Caller::new(&url, Arc::clone(signer));
            compare(
                &format!("{rows} rows, {name}"),
                rounds(times),
                || {
                    let page = runtime.block_on(client.wallet_balance().size(1_000).send());
                    assert_eq!(page.unwrap().list.len(), rows);
                },
                || {
                    let page = runtime.block_on(by_hand.wallet_balance(1_000));
                    assert_eq!(page.list.len(), rows);
                },
            );
        }
    }
}
