//! The call as one would write it by hand for one endpoint: serde's derives, `reqwest`, and the signer.
//! It checks no limits, bounds nothing, and its errors are panics.
// Fields are there to be read into.
#![allow(dead_code)]

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use wallet_client::signing::Signer;

pub struct Caller {
    http: reqwest::Client,
    url: String,
    signer: Arc<dyn Signer>,
}

#[derive(Serialize)]
struct Param {
    timestamp: u128,
    size: i32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Request<'a> {
    app_id: &'a str,
    sign: &'a str,
    param: &'a str,
}

#[derive(Deserialize)]
struct Answer {
    code: i64,
    message: String,
    data: Option<Page>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    total: i32,
    size: i32,
    current: i32,
    total_balance: i64,
    total_base_balance: i64,
    total_cod_balance: i64,
    total_unclear_bill_amount_due: i64,
    total_unclear_bill_amount: i64,
    total_withdraw_threshold: i64,
    pub list: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    mch_uuid: String,
    uuid: String,
    center_no: Option<String>,
    branch_no: Option<String>,
    balance: i64,
    base_balance: i64,
    cod_balance: i64,
    withdraw_threshold: i64,
    unclear_bill_amount_due: i64,
    unclear_bill_amount: i64,
    create_time: String,
    update_time: String,
    #[serde(rename = "KYCStatus")]
    kyc_status: String,
    authorization_status: String,
    mobile_verification_status: String,
    cod_enable_status: String,
    user_status: String,
}

impl Caller {
    pub fn new(url: &str, signer: Arc<dyn Signer>) -> Self {
        let http = reqwest::Client::builder()
            .no_proxy()
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(30))
            .build()
            .unwrap();
        let url = format!("{url}/open-api/wallet/balance");
        Self { http, url, signer }
    }

    pub async fn wallet_balance(&self, size: i32) -> Page {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let timestamp = now.unwrap().as_millis();
        let param = serde_json::to_string(&Param { timestamp, size }).unwrap();
        let signature = self.signer.signature(param.as_bytes()).await.unwrap();
        let request = Request {
            app_id: "app",
            sign: &STANDARD.encode(signature),
            param: &param,
        };
        let answer = self
            .http
            .post(&self.url)
            .header("content-type", "application/json")
            .body(serde_json::to_string(&request).unwrap())
            .send()
            .await
            .unwrap();
        let body = answer.bytes().await.unwrap();
        let answer: Answer = serde_json::from_slice(&body).unwrap();
        assert_eq!(answer.code, 10_000);
        answer.data.unwrap()
    }
}
