//! Both endpoints against the sandbox: real keys, real signatures, real HTTP, and nothing leaves this
//! machine. Run it with `cargo run -p wallet-client --features sandbox --example demo`.

use std::error::Error;

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{CellAlignment, Table};
use wallet_client::operations::balance_records::BalanceRecordsPage;
use wallet_client::operations::wallet_balance::WalletBalancePage;
use wallet_client::sandbox::Sandbox;
use wallet_client::time::Timestamp;
use wallet_client::{
    Client, Clock as _, KycStatus, SigningKey, SystemClock, Thb, UserStatus, WalletTime,
};

/// Rows of a table.
const SHOWN: i32 = 5;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let key = SigningKey::generate(2048)?;
    let sandbox = Sandbox::builder()
        .merchant("demo-app", key.public_key())
        .seed(2024)
        // The documented example shows one value of each: let the rows take all that are known.
        .values("KYCStatus", KycStatus::KNOWN)
        .values("userStatus", UserStatus::KNOWN)
        .start()
        .await?;
    let client = Client::builder(sandbox.url(), "demo-app", key.clone()).build()?;
    println!("Sandbox at {}, which trusts this key:", sandbox.url());
    println!("  {:?}\n", key.public_key());

    let users = client
        .wallet_balance()
        .kyc_status([KycStatus::Approved])
        .size(SHOWN)
        .send()
        .await?;
    show_users(&users);

    let now = WalletTime::from_timestamp(Timestamp::from_millisecond(SystemClock.now_millis())?);
    let month = Timestamp::from_millisecond(SystemClock.now_millis() - 31 * 86_400_000)?;
    let records = client
        .balance_records(WalletTime::from_timestamp(month), now)
        .size(SHOWN)
        .send()
        .await?;
    show_records(&records)?;

    refused_calls(&sandbox, &client).await?;
    show_calls(&sandbox);
    sandbox.shutdown().await;
    Ok(())
}

fn show_users(page: &WalletBalancePage) {
    println!(
        "wallet_balance, users whose identity is confirmed: {} of {}",
        page.list.len(),
        page.total
    );
    let mut table = table(&[
        "user",
        "balance",
        "regular",
        "kept back",
        "account",
        "created",
    ]);
    for user in &page.list {
        table.add_row([
            user.mch_uuid.to_string(),
            amount(user.balance),
            amount(user.base_balance),
            amount(user.withdraw_threshold),
            user.user_status.to_string(),
            user.create_time.to_string(),
        ]);
    }
    align_right(&mut table, 1..4);
    println!("{table}");
    println!(
        "All {} together: {}, {} of it regular, {} kept back.\n",
        page.total, page.total_balance, page.total_base_balance, page.total_withdraw_threshold
    );
}

fn show_records(page: &BalanceRecordsPage) -> Result<(), Box<dyn Error>> {
    println!(
        "balance_records, the last 31 days: {} of {}",
        page.list.len(),
        page.total
    );
    let mut table = table(&["time", "user", "movement", "direction", "amount", "balance"]);
    for record in &page.list {
        table.add_row([
            record.create_time.to_string(),
            record.mch_uuid.to_string(),
            record.transaction_type.to_string(),
            record.credit_debit_type.to_string(),
            amount(record.amount),
            amount(record.balance),
        ]);
    }
    align_right(&mut table, 4..6);
    println!("{table}");
    let sum = Thb::checked_sum(page.list.iter().map(|record| record.amount));
    println!("These add up to {}.\n", sum.ok_or("too much money")?);
    Ok(())
}

/// Calls that must fail: one is signed with a key that the sandbox does not know, one breaks limits.
async fn refused_calls(sandbox: &Sandbox, client: &Client) -> Result<(), Box<dyn Error>> {
    let stranger =
        Client::builder(sandbox.url(), "demo-app", SigningKey::generate(2048)?).build()?;
    for (what, call) in [
        ("Signed with another key", stranger.wallet_balance()),
        (
            "Beyond the limits",
            client.wallet_balance().size(10_001).page(0),
        ),
    ] {
        match call.send().await {
            Ok(_) => return Err("a call that must fail has passed".into()),
            Err(error) => println!("{what}:\n{}", wrapped(&error.to_string())),
        }
    }
    println!();
    Ok(())
}

fn show_calls(sandbox: &Sandbox) {
    println!("What the sandbox saw. Each signature was checked over the bytes that arrived:");
    for (call, number) in sandbox.calls().iter().zip(1..) {
        let operation = call.operation.unwrap_or("?");
        let outcome = if call.message.is_empty() {
            "signature good, answered"
        } else {
            "refused"
        };
        let code = call.code.unwrap_or_default();
        println!(
            "  {number}. {operation:<16} HTTP {} code {code}  {outcome}",
            call.status
        );
    }
    println!("The call beyond the limits is not among them: it was neither signed nor sent.");
}

fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_preset(UTF8_FULL_CONDENSED).set_header(header);
    table
}

fn align_right(table: &mut Table, columns: std::ops::Range<usize>) {
    for index in columns {
        if let Some(column) = table.column_mut(index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
}

/// An amount without its currency, which the line below the table names.
fn amount(thb: Thb) -> String {
    let text = thb.to_string();
    text.strip_suffix(" THB").unwrap_or(&text).to_owned()
}

/// A text in lines that are not too long, moved to the right.
fn wrapped(text: &str) -> String {
    let mut lines = vec![String::from(" ")];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.len() + word.len() < 96 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(format!("  {word}")),
        }
    }
    lines.join("\n")
}
