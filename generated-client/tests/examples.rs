//! The documented examples: answers are read without loss, requests are written as documented. And
//! what the documentation does not know is survived.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use serde_json::Value;
use support::{Capture, key};
use wallet_client::operations::balance_records::{BalanceRecordsPage, BalanceRecordsRequest};
use wallet_client::operations::wallet_balance::WalletBalancePage;
use wallet_client::{
    Client, CodEnableStatus, CreditDebitType, Error, ErrorCode, FixedClock, KycStatus, Thb,
    TransactionType, civil,
};

const BALANCE: &str = include_str!("../src/generated/examples/wallet_balance.json");
const RECORDS: &str = include_str!("../src/generated/examples/balance_records.json");

/// The time under the documented examples: seconds, though milliseconds are meant. See the quirk
/// `timestamp_in_seconds`.
const DOCUMENTED: i64 = 1_715_595_802;

fn client(server: &Capture) -> Client {
    let clock = FixedClock::at_millis(DOCUMENTED);
    let client = Client::builder(&server.url, "app", key()).clock(clock);
    client.build().unwrap()
}

fn value(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

#[test]
fn the_balance_answer_is_read_and_written_without_loss() {
    let page: WalletBalancePage = serde_json::from_str(BALANCE).unwrap();
    // Were there a field that the types lack, it would be missing here.
    assert_eq!(serde_json::to_value(&page).unwrap(), value(BALANCE));
    assert_eq!((page.total, page.size, page.current), (2, 15, 1));
    assert_eq!(page.total_withdraw_threshold, Thb::from_satang(159_500));
    assert_eq!(
        page.total_unclear_bill_amount_due,
        Some(Thb::from_satang(334_044))
    );
    let row = &page.list[1];
    assert_eq!(row.mch_uuid.as_str(), "JT1095595801938341101");
    assert_eq!(row.center_no.as_deref(), Some("A000001"));
    assert_eq!(row.balance.to_string(), "3,600.00 THB");
    assert_eq!(row.cod_balance, Some(Thb::from_satang(160_000)));
    assert_eq!(
        row.create_time.civil(),
        civil::date(2024, 11, 22).at(0, 0, 0, 0)
    );
    assert_eq!(row.kyc_status, KycStatus::Pending);
    assert_eq!(row.cod_enable_status, Some(CodEnableStatus::Enable));
}

#[test]
fn the_records_answer_is_read_and_written_without_loss() {
    let page: BalanceRecordsPage = serde_json::from_str(RECORDS).unwrap();
    assert_eq!(serde_json::to_value(&page).unwrap(), value(RECORDS));
    let [first, second] = &page.list[..] else {
        panic!("{page:?}")
    };
    assert_eq!(
        first.mch_order_id.as_ref().unwrap().as_str(),
        "MCH1095595801938341100"
    );
    assert_eq!(first.transaction_type, TransactionType::CashIn);
    assert_eq!(first.cashout_bank, "");
    assert_eq!(second.mch_order_id, None);
    assert_eq!(second.credit_debit_type, CreditDebitType::Debit);
    assert_eq!(second.amount.to_string(), "-2,000.00 THB");
    assert_eq!(second.cashout_bank_account_no, "081******890");
}

#[tokio::test]
async fn the_examples_arrive_through_the_client() {
    let server = Capture::data(BALANCE);
    let page = client(&server).wallet_balance().send().await.unwrap();
    assert_eq!(serde_json::to_value(&page).unwrap(), value(BALANCE));
    let server = Capture::data(RECORDS);
    let day = civil::date(2024, 11, 25);
    let client = client(&server);
    let page = client
        .balance_records(day.at(10, 0, 0, 0), day.at(15, 0, 0, 0))
        .send();
    assert_eq!(
        serde_json::to_value(page.await.unwrap()).unwrap(),
        value(RECORDS)
    );
}

#[tokio::test]
async fn the_documented_requests_are_sent_byte_for_byte() {
    let server = Capture::data(BALANCE);
    client(&server)
        .wallet_balance()
        .mch_uuid_list(["JT1095595801938341100", "JT1095595801938341101"])
        .send()
        .await
        .unwrap();
    assert_eq!(
        server.member("param"),
        r#"{"timestamp":1715595802,"mchUuidList":["JT1095595801938341100","JT1095595801938341101"]}"#
    );

    let server = Capture::data(RECORDS);
    let day = civil::date(2024, 11, 25);
    client(&server)
        .balance_records(day.at(10, 0, 0, 0), day.at(15, 0, 0, 0))
        .mch_uuid_list(["JT1095595801938341100"])
        .send()
        .await
        .unwrap();
    // The page shows one bare text in place of the list, against its own table: the quirk
    // `list_sent_as_text`. A list it is.
    let documented = concat!(
        r#"{"timestamp":1715595802,"mchUuidList":"JT1095595801938341100","#,
        r#""startTime":"2024-11-25 10:00:00","endTime":"2024-11-25 15:00:00"}"#
    );
    let corrected =
        documented.replace(r#""JT1095595801938341100""#, r#"["JT1095595801938341100"]"#);
    assert_eq!(server.member("param"), corrected);
}

#[tokio::test]
async fn the_body_is_the_envelope_and_its_param_is_what_was_signed() {
    let server = Capture::data(BALANCE);
    client(&server)
        .wallet_balance()
        .size(3)
        .send()
        .await
        .unwrap();
    let bodies = server.bodies();
    let (sign, param) = (server.member("sign"), server.member("param"));
    let wanted = format!(
        r#"{{"appId":"app","sign":"{sign}","param":{}}}"#,
        Value::from(param.as_str())
    );
    assert_eq!(bodies, [wanted]);
    key().public_key().verify(param.as_bytes(), &sign).unwrap();
}

#[test]
fn requests_are_read_as_they_are_written() {
    let day = civil::date(2024, 11, 25);
    let mut request = BalanceRecordsRequest::new(day.at(10, 0, 0, 0), day.at(15, 0, 0, 0));
    request.mch_uuid_list = Some(vec!["JT1095595801938341100".into()]);
    request.page = Some(2);
    let json = serde_json::to_string(&request).unwrap();
    assert_eq!(
        serde_json::from_str::<BalanceRecordsRequest>(&json).unwrap(),
        request
    );
}

#[tokio::test]
async fn values_that_the_spec_does_not_know_are_kept() {
    let json = RECORDS
        .replace("CASH_IN", "CASHBACK_2030")
        .replace("CREDIT", "SIDEWAYS");
    let server = Capture::data(&json);
    let day = civil::date(2024, 11, 25);
    let client = client(&server);
    let page = client
        .balance_records(day.at(10, 0, 0, 0), day.at(15, 0, 0, 0))
        .send();
    let page = page.await.unwrap();
    assert_eq!(
        page.list[0].transaction_type,
        TransactionType::Other("CASHBACK_2030".to_owned())
    );
    assert_eq!(page.list[0].credit_debit_type.as_str(), "SIDEWAYS");
    assert_eq!(serde_json::to_value(&page).unwrap(), value(&json));
    // And can be asked for.
    let server = Capture::data(&json);
    let client = crate::client(&server);
    let call = client.balance_records(day.at(10, 0, 0, 0), day.at(15, 0, 0, 0));
    call.transaction_type(page.list[0].transaction_type.clone())
        .send()
        .await
        .unwrap();
    assert!(
        server
            .member("param")
            .contains(r#""transactionType":"CASHBACK_2030""#)
    );
}

#[tokio::test]
async fn codes_that_the_spec_does_not_know_are_kept() {
    let server = Capture::json(r#"{"code":987654321,"message":"a new reason","data":null}"#);
    let error = client(&server).wallet_balance().send().await.unwrap_err();
    let Error::Api(refused) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(refused.code(), &ErrorCode::Other(987_654_321));
    assert_eq!(refused.code().value(), 987_654_321);
    assert_eq!(refused.message(), "a new reason");
    assert!(!error.is_retryable());
    assert!(error.to_string().contains("987654321"), "{error}");
}

#[tokio::test]
async fn fields_that_the_spec_does_not_know_are_survived() {
    let mut answer = value(&format!(
        r#"{{"code":10000,"message":"Success","data":{BALANCE}}}"#
    ));
    for object in ["", "/data", "/data/list/0", "/data/list/1"] {
        let object = answer.pointer_mut(object).unwrap().as_object_mut().unwrap();
        object.insert(
            "aNewField".to_owned(),
            serde_json::json!({"deep": [1, {"er": null}]}),
        );
        object.insert("timestamp".to_owned(), 7.into());
    }
    let server = Capture::json(&answer.to_string());
    let page = client(&server).wallet_balance().send().await.unwrap();
    assert_eq!(serde_json::to_value(&page).unwrap(), value(BALANCE));
}
