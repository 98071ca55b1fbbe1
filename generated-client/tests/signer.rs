//! Signers of one's own: what they sign is sent, and what goes wrong with them is told, with nothing sent.
//!
//! Passes in a build that has no arithmetic for RSA, too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::error::Error as StdError;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use support::Capture;
use tokio::sync::{Barrier, Notify};
use wallet_client::signing::{Signer, SignerError, SignerFuture, sha256};
use wallet_client::{Client, Error, RetryPolicy};

const ANSWER: &str = r#"{"code":21000,"message":"enough"}"#;
const CANARY: &str = "CANARY-of-the-service";

/// A signer that does what the function says; it holds a secret that nobody may see.
struct Does<F>(F, #[allow(dead_code)] &'static str);

impl<F: Fn(&[u8]) -> Result<Vec<u8>, SignerError> + Send + Sync> Signer for Does<F> {
    fn signature<'a>(&'a self, message: &'a [u8]) -> SignerFuture<'a> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            self.0(message)
        })
    }
}

fn client(server: &Capture, signer: impl Signer + 'static) -> Client {
    Client::builder(&server.url, "app", signer)
        .retry(RetryPolicy::never())
        .build()
        .unwrap()
}

/// The error of a call whose signer does this. Fails if anything was sent.
async fn refused(signer: impl Signer + 'static) -> Error {
    let server = Capture::json(ANSWER);
    let error = client(&server, signer)
        .wallet_balance()
        .send()
        .await
        .unwrap_err();
    assert!(server.bodies().is_empty(), "sent all the same: {error}");
    assert!(matches!(error, Error::Signing(_)), "{error}");
    let shown = format!("{error} {error:?} {error:#?}");
    assert!(!shown.contains("CANARY"), "{shown}");
    error
}

#[tokio::test]
async fn it_gets_exactly_what_is_sent_and_its_bytes_travel_as_base64() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let record = Arc::clone(&seen);
    let signer = Does(
        move |message: &[u8]| {
            record.lock().unwrap().push(message.to_vec());
            Ok(vec![0xfb; 256])
        },
        CANARY,
    );
    let server = Capture::json(ANSWER);
    let client = client(&server, signer);
    let error = client
        .wallet_balance()
        .mch_uuid_list(["สมชาย"])
        .send()
        .await
        .unwrap_err();
    assert!(error.code().is_some(), "{error}");
    assert_eq!(server.member("sign"), STANDARD.encode([0xfb; 256]));
    let param = server.member("param");
    assert!(param.contains("สมชาย"), "{param}");
    assert_eq!(*seen.lock().unwrap(), [param.into_bytes()]);
    let shown = format!(
        "{client:?} {:?}",
        Client::builder(&server.url, "app", Does(|_: &[u8]| Ok(Vec::new()), CANARY))
    );
    assert!(
        shown.contains("signer: Signer") && !shown.contains("CANARY"),
        "{shown}"
    );
}

#[tokio::test]
async fn its_errors_say_whether_to_try_again_and_hand_on_the_cause() {
    let error = refused(Does(
        |_: &[u8]| Err(SignerError::new("the KMS refused").with_source(CANARY)),
        CANARY,
    ))
    .await;
    assert_eq!(
        error.to_string(),
        "wallet_balance: the request could not be signed: the KMS refused"
    );
    assert!(!error.is_retryable());
    assert_eq!(
        error.source().unwrap().to_string(),
        CANARY,
        "for whoever asks"
    );
    let error = refused(Does(
        |_: &[u8]| Err(SignerError::transient("the KMS is busy")),
        CANARY,
    ))
    .await;
    assert!(error.is_retryable() && error.source().is_none(), "{error}");
}

/// Panics as soon as it is asked, before there is a future.
struct PanicsAtOnce;

impl Signer for PanicsAtOnce {
    fn signature<'a>(&'a self, _: &'a [u8]) -> SignerFuture<'a> {
        panic!("{CANARY}")
    }
}

#[tokio::test]
async fn its_panic_is_an_error() {
    let later = Does(|_: &[u8]| panic!("{CANARY}"), CANARY);
    for error in [refused(PanicsAtOnce).await, refused(later).await] {
        assert!(
            error.to_string().ends_with("the signer panicked"),
            "{error}"
        );
        assert!(!error.is_retryable());
    }
}

#[tokio::test]
async fn what_cannot_be_a_signature_is_not_sent() {
    for (bytes, told) in [
        (
            vec![],
            "returned 0 bytes, but RSA signatures have 256 to 512",
        ),
        (vec![0xab; 71], "returned 71 bytes, but"),
        (vec![0xab; 513], "returned 513 bytes, but"),
        (
            STANDARD.encode([0xab; 256]).into_bytes(),
            "not their Base64",
        ),
    ] {
        let error = refused(Does(move |_: &[u8]| Ok(bytes.clone()), CANARY))
            .await
            .to_string();
        assert!(error.contains(told), "{error}");
    }
}

/// Signs when all have come, so that nothing works unless signatures are made side by side.
struct Together(Barrier);

impl Signer for Together {
    fn signature<'a>(&'a self, _: &'a [u8]) -> SignerFuture<'a> {
        Box::pin(async move {
            self.0.wait().await;
            Ok(vec![0xab; 256])
        })
    }
}

#[tokio::test]
async fn a_slow_one_holds_up_nobody_else() {
    let server = Capture::json(ANSWER);
    let signer: Arc<dyn Signer> = Arc::new(Together(Barrier::new(3)));
    let client = client(&server, signer);
    let call = || client.wallet_balance().send();
    let (first, second, third) = tokio::join!(call(), call(), call());
    for answer in [first, second, third] {
        assert!(answer.unwrap_err().code().is_some());
    }
    assert_eq!(server.bodies().len(), 3);
}

/// Never signs; tells when it has begun, and when it is given up.
struct Never {
    begun: Arc<Notify>,
    given_up: Arc<AtomicBool>,
}

struct OnDrop<'a>(&'a AtomicBool);

impl Drop for OnDrop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl Signer for Never {
    fn signature<'a>(&'a self, _: &'a [u8]) -> SignerFuture<'a> {
        Box::pin(async move {
            let _guard = OnDrop(&self.given_up);
            self.begun.notify_one();
            std::future::pending().await
        })
    }
}

#[tokio::test]
async fn a_call_that_is_given_up_gives_up_its_signature() {
    let server = Capture::json(ANSWER);
    let (begun, given_up) = (Arc::new(Notify::new()), Arc::new(AtomicBool::new(false)));
    let signer = Never {
        begun: Arc::clone(&begun),
        given_up: Arc::clone(&given_up),
    };
    let client = client(&server, signer);
    tokio::select! {
        answer = client.wallet_balance().send() => panic!("{answer:?}"),
        () = begun.notified() => {}
    }
    assert!(given_up.load(Ordering::SeqCst));
    assert!(server.bodies().is_empty());
}

#[test]
fn the_digest_is_sha256() {
    // FIPS 180-2, appendix B.1.
    let hex: String = sha256(b"abc")
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(
        hex,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}

#[cfg(any(feature = "rsa", feature = "aws-lc-rs"))]
mod with_keys {
    use super::*;
    use wallet_client::{SigningKey, VerifyingKey};

    /// Has a key elsewhere, and knows its public half.
    struct Remote {
        key: SigningKey,
        public: VerifyingKey,
    }

    impl Signer for Remote {
        fn signature<'a>(&'a self, message: &'a [u8]) -> SignerFuture<'a> {
            let signed = self.key.sign(message).unwrap();
            Box::pin(async move { Ok(STANDARD.decode(signed).unwrap()) })
        }

        fn public_key(&self) -> Option<VerifyingKey> {
            Some(self.public.clone())
        }
    }

    #[tokio::test]
    async fn what_it_signs_verifies() {
        let (key, public) = (support::key(), support::key().public_key());
        let server = Capture::json(ANSWER);
        let client = client(
            &server,
            Remote {
                key,
                public: public.clone(),
            },
        );
        client.wallet_balance().send().await.unwrap_err();
        public
            .verify(server.member("param").as_bytes(), &server.member("sign"))
            .unwrap();
        assert!(format!("{client:?}").contains(&public.fingerprint()));
    }

    #[tokio::test]
    async fn a_signature_of_another_keys_length_is_not_sent() {
        let key = SigningKey::generate(3072).unwrap();
        let error = refused(Remote {
            key,
            public: support::key().public_key(),
        })
        .await
        .to_string();
        assert!(
            error.ends_with("the signer returned 384 bytes, but its key's signatures have 256"),
            "{error}"
        );
    }

    #[test]
    fn a_key_says_what_it_needs_where_there_is_no_runtime() {
        let client = Client::builder("http://127.0.0.1:1", "app", support::key())
            .build()
            .unwrap();
        let mut call = std::pin::pin!(client.wallet_balance().send());
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        let std::task::Poll::Ready(answer) = call.as_mut().poll(&mut context) else {
            panic!("waits for a runtime that is not there");
        };
        let error = answer.unwrap_err().to_string();
        assert!(error.contains("there is no Tokio runtime here"), "{error}");
    }
}

#[cfg(not(any(feature = "rsa", feature = "aws-lc-rs")))]
#[test]
fn without_arithmetic_no_key_can_be_read_and_the_error_says_why() {
    use wallet_client::{KeyError, SigningKey};

    let error = SigningKey::generate(2048).unwrap_err();
    assert!(matches!(error, KeyError::NoBackend), "{error}");
    assert!(error.to_string().contains("`aws-lc-rs`"), "{error}");
    let pem = include_str!("../src/signing/vectors/test-rsa-2048-pkcs8.pem");
    assert!(matches!(SigningKey::parse(pem), Err(KeyError::NoBackend)));
    // What is no key at all is still told as such.
    assert!(matches!(SigningKey::parse(""), Err(KeyError::Empty)));
}
