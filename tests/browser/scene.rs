//! A sandbox with callers.

use std::sync::OnceLock;

use wallet_client::operations::balance_records::BalanceRecordsPage;
use wallet_client::sandbox::{Sandbox, SandboxBuilder};
use wallet_client::time::Timestamp;
use wallet_client::{Client, Clock as _, SigningKey, SystemClock, WalletTime};

/// The path of the operation that is called by hand.
pub const PATH: &str = "/open-api/jt/wallet/balance";

/// A sandbox, and who calls it.
pub struct Scene {
    pub sandbox: Sandbox,
    http: reqwest::Client,
}

pub fn key() -> SigningKey {
    static KEY: OnceLock<SigningKey> = OnceLock::new();
    KEY.get_or_init(|| SigningKey::generate(2048).unwrap())
        .clone()
}

/// The application id of the merchant whose key is `key`.
pub const APP_ID: &str = "demo-app";

pub fn builder() -> SandboxBuilder {
    Sandbox::builder().merchant(APP_ID, key().public_key())
}

impl Scene {
    pub async fn new() -> Self {
        Self::of(builder()).await
    }

    pub async fn of(builder: SandboxBuilder) -> Self {
        Self {
            sandbox: builder.start().await.unwrap(),
            http: reqwest::Client::builder().no_proxy().build().unwrap(),
        }
    }

    /// The address of a page.
    pub fn page(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.inspector_url())
    }

    pub fn client(&self, key: SigningKey) -> Client {
        Client::builder(self.sandbox.url(), APP_ID, key)
            .build()
            .unwrap()
    }

    /// A call that is answered.
    pub async fn good(&self) -> BalanceRecordsPage {
        let now = SystemClock.now_millis();
        let time = |millis| {
            let time = Timestamp::from_millisecond(millis).unwrap();
            WalletTime::from_timestamp(time)
        };
        let (start, end) = (time(now - 30 * 86_400_000), time(now));
        let client = self.client(key());
        client.balance_records(start, end).send().await.unwrap()
    }

    /// A call that is signed by somebody else.
    pub async fn bad(&self) {
        static OTHER: OnceLock<SigningKey> = OnceLock::new();
        let other = OTHER.get_or_init(|| SigningKey::generate(2048).unwrap());
        let refused = self.client(other.clone()).wallet_balance().send().await;
        refused.unwrap_err();
    }

    /// A call whose parameters are this text, while that one was signed.
    pub async fn signed(&self, app_id: &str, param: &str, signed: &str) -> String {
        let sign = key().sign(signed.as_bytes()).unwrap();
        let body = serde_json::json!({"appId": app_id, "sign": sign, "param": param});
        self.post(body.to_string()).await;
        sign
    }

    /// A call with this body.
    pub async fn post(&self, body: String) {
        let url = format!("{}{PATH}", self.sandbox.url());
        let sent = self.http.post(url).body(body).send().await;
        // Read to its end, so that the connection can be used again.
        sent.unwrap().bytes().await.unwrap();
    }

    /// So many calls that are refused, the quickest there are.
    pub async fn posts(&self, count: usize) {
        for _ in 0..count {
            self.post("{}".to_owned()).await;
        }
    }
}
