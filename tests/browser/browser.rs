//! A browser: started, watched, and ended.

use std::future::Future;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::net::IpAddr;
use std::ops::Deref;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::common::log::LoggingPrefsLogLevel;
use thirtyfour::prelude::*;

/// The first program of those needed that is not installed.
pub fn missing() -> Option<&'static str> {
    let programs = ["chromium", "chromedriver"];
    programs.into_iter().find(|program| {
        let found = Command::new(program).arg("--version").output();
        matches!(found, Err(error) if error.kind() == io::ErrorKind::NotFound)
    })
}

/// How long a page may take to show what is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// A browser with one empty page.
#[derive(Clone)]
pub struct Browser {
    driver: WebDriver,
    process: Arc<Mutex<Child>>,
}

impl Deref for Browser {
    type Target = WebDriver;

    fn deref(&self) -> &WebDriver {
        &self.driver
    }
}

impl Browser {
    pub async fn start() -> Self {
        let (process, port) = driver_process();
        let process = Arc::new(Mutex::new(process));
        let mut capabilities = DesiredCapabilities::chrome();
        for argument in [
            "--headless=new",
            // Chromium's sandbox does not work for root, which is who tests in containers are.
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--window-size=1280,900",
            // Whatever is asked for elsewhere is not found, and shows up in the log.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ] {
            capabilities.add_arg(argument).unwrap();
        }
        let all = LoggingPrefsLogLevel::All;
        capabilities.set_logging_prefs("performance", all).unwrap();
        capabilities.set_logging_prefs("browser", all).unwrap();
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await;
        let driver = driver.unwrap_or_else(|error| {
            let _ = process.lock().unwrap().kill();
            panic!("the browser did not start: {error}");
        });
        Self { driver, process }
    }

    /// Ends the browser. Tells what it did that it should not: ask anyone but this machine for anything, or complain of a
    /// page.
    pub async fn finish(self) -> Vec<String> {
        let complaints = self.driver.get_log("browser").await.unwrap();
        let requests = self.driver.get_log("performance").await.unwrap();
        self.driver.quit().await.unwrap();
        let mut process = self.process.lock().unwrap();
        process.kill().unwrap();
        process.wait().unwrap();
        let requests = requests
            .iter()
            .filter_map(|entry| requested(&entry.message));
        let (here, elsewhere): (Vec<_>, Vec<_>) = requests.partition(|url| is_here(url));
        let mut wrong = elsewhere;
        if here.is_empty() {
            wrong.push("no request was seen: nobody looks".to_owned());
        }
        let severe = complaints
            .into_iter()
            .filter(|entry| entry.level == "SEVERE" && !is_expected(&entry.message));
        wrong.extend(severe.map(|entry| entry.message));
        wrong
    }

    /// What an expression of JavaScript gives.
    pub async fn eval(&self, expression: &str) -> Value {
        let script = format!("return {expression}");
        let value = self.driver.execute(script, Vec::new()).await.unwrap();
        value.json().clone()
    }

    /// The text of the whole page, as it is shown.
    pub async fn text(&self) -> String {
        let text = self.eval("document.body.innerText").await;
        text.as_str().unwrap().to_owned()
    }

    /// Waits until an expression of JavaScript holds.
    #[track_caller]
    pub fn until(&self, expression: &str) -> impl Future<Output = ()> + Send {
        let caller = std::panic::Location::caller();
        let (this, expression) = (self.clone(), expression.to_owned());
        async move {
            let start = Instant::now();
            while this.eval(&expression).await != Value::Bool(true) {
                let late = start.elapsed() > PATIENCE;
                assert!(
                    !late,
                    "{caller}: `{expression}` does not come true; the page:\n{}",
                    this.text().await
                );
            }
        }
    }

    /// Makes the window as wide and high as this; with `mobile`, as a phone has it.
    pub async fn resize(&self, width: u32, height: u32, mobile: bool) {
        let size = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile,
        });
        let cdp = self.driver.cdp();
        cdp.send_raw("Emulation.setDeviceMetricsOverride", size)
            .await
            .unwrap();
    }

    /// Keeps a picture of the page, where the variable `SCREENSHOTS` names a folder to look at later.
    pub async fn picture(&self, name: &str) {
        if let Some(folder) = std::env::var_os("SCREENSHOTS") {
            let path = Path::new(&folder).join(name).with_extension("png");
            self.driver.screenshot(&path).await.unwrap();
        }
    }
}

/// A running `chromedriver`, and its port.
fn driver_process() -> (Child, u16) {
    let mut process = Command::new("chromedriver")
        .arg("--port=0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut output = BufReader::new(process.stdout.take().unwrap());
    let mut lines = output.by_ref().lines().map_while(Result::ok);
    let port = lines.find_map(|line| {
        let (_, port) = line.split_once("successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    });
    // Kept open, for it writes more.
    process.stdout = Some(output.into_inner());
    let port = port.unwrap_or_else(|| {
        let _ = process.kill();
        panic!("chromedriver tells no port");
    });
    (process, port)
}

/// What an event of the browser's network log asks for.
fn requested(message: &str) -> Option<String> {
    let event: Value = serde_json::from_str(message).unwrap();
    let event = &event["message"];
    let url = match event["method"].as_str()? {
        "Network.requestWillBeSent" => &event["params"]["request"]["url"],
        "Network.webSocketCreated" => &event["params"]["url"],
        _ => return None,
    };
    url.as_str().map(str::to_owned)
}

fn is_here(url: &str) -> bool {
    let here = |host: &str| host.parse().is_ok_and(|host: IpAddr| host.is_loopback());
    let Ok(url) = reqwest::Url::parse(url) else {
        return false;
    };
    match url.scheme() {
        "data" | "about" => true,
        _ => url.host_str().is_some_and(here),
    }
}

/// A sandbox that is stopped on purpose is missed by the pages that are open, and so is a call that never was.
fn is_expected(message: &str) -> bool {
    (message.contains("/.inspector/events") && message.contains("net::ERR_"))
        || (message.contains("/.inspector/calls/99 ") && message.contains("404"))
}
