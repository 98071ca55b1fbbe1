//! A server that fails on purpose, made of sockets and threads. It shares nothing with the client: no HTTP, no JSON.
//!
//! It never sleeps to wait for the client: it stalls until the client hangs up. Only a drip takes its time.

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use socket2::{Domain, SockRef, Socket, Type};

use crate::request::Request;

/// Between two bytes of a drip.
const DRIP: Duration = Duration::from_millis(20);
/// How long a client may take to close a connection that it is done with.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is done on a connection, in turn. After the last step it is closed.
pub type Answer = Vec<Step>;

/// One thing that a server does.
#[derive(Clone)]
pub enum Step {
    /// Sends these bytes.
    Send(Vec<u8>),
    /// Sends these bytes one by one, slowly.
    Drip(Vec<u8>),
    /// Sends these bytes so many times, or until the client hangs up.
    Repeat(Vec<u8>, usize),
    /// Says nothing until the client hangs up.
    Stall,
    /// Breaks the connection off, as a crashing machine does, instead of closing it.
    Reset,
    /// Waits for the next request on the same connection.
    Keep,
}

/// What the server answers to a request, given how many came before it.
pub type Script = Arc<dyn Fn(usize, &Request) -> Answer + Send + Sync>;

/// A server on loopback, for one scenario.
pub struct Server {
    pub url: String,
    seen: Arc<Seen>,
    /// Kept so that the port stays taken.
    _sockets: Vec<Socket>,
}

/// What the server has met with.
#[derive(Default)]
struct Seen {
    connections: AtomicUsize,
    requests: Mutex<Vec<Request>>,
    sent: AtomicUsize,
    open: Mutex<usize>,
    closed: Condvar,
}

impl Server {
    /// A server that answers.
    pub fn answering(script: Script) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("it has an address");
        let server = Self::at(address, Vec::new());
        let seen = Arc::clone(&server.seen);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                seen.connections.fetch_add(1, Ordering::SeqCst);
                *seen.open.lock().expect("no panic") += 1;
                let (seen, script) = (Arc::clone(&seen), Arc::clone(&script));
                thread::spawn(move || {
                    // Whatever goes wrong, it is the client that closed.
                    let _ = serve(stream, &script, &seen);
                    *seen.open.lock().expect("no panic") -= 1;
                    seen.closed.notify_all();
                });
            }
        });
        server
    }

    /// An address at which every connection is refused: a socket has the port, and does not listen.
    pub fn refusing() -> Self {
        let socket = bound();
        let address = address(&socket);
        Self::at(address, vec![socket])
    }

    /// An address at which connecting stalls: the queue for connections is full, nobody takes one out of it, and so the
    /// system drops the client's attempts without a word.
    ///
    /// How long the queue is differs from system to system, so it is filled until a connection stalls.
    pub fn deaf() -> Self {
        let socket = bound();
        socket.listen(0).expect("it listens");
        let address = address(&socket);
        let mut sockets = vec![socket];
        let probe = Duration::from_millis(100);
        while let Ok(stream) = TcpStream::connect_timeout(&address, probe) {
            sockets.push(stream.into());
            assert!(sockets.len() < 1000, "the queue has no end");
        }
        Self::at(address, sockets)
    }

    fn at(address: SocketAddr, sockets: Vec<Socket>) -> Self {
        Self {
            url: format!("http://{address}"),
            seen: Arc::default(),
            _sockets: sockets,
        }
    }

    /// How many connections were made.
    pub fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }

    /// The requests that arrived whole.
    pub fn requests(&self) -> Vec<Request> {
        self.seen.requests.lock().expect("no panic").clone()
    }

    /// How many bytes the client, and the system's buffers between, have taken.
    pub fn sent(&self) -> usize {
        self.seen.sent.load(Ordering::SeqCst)
    }

    /// Waits until all connections are closed. Whether they are.
    pub fn is_left_alone(&self) -> bool {
        let open = self.seen.open.lock().expect("no panic");
        let waited = self
            .seen
            .closed
            .wait_timeout_while(open, PATIENCE, |open| *open > 0);
        *waited.expect("no panic").0 == 0
    }
}

fn bound() -> Socket {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    socket.bind(&any.into()).expect("a free port");
    socket
}

fn address(socket: &Socket) -> SocketAddr {
    let address = socket.local_addr().expect("it has an address");
    address.as_socket().expect("an IP address")
}

/// Serves one connection; an error means that the client hung up.
fn serve(mut stream: TcpStream, script: &Script, seen: &Seen) -> io::Result<()> {
    stream.set_nodelay(true)?;
    while let Some(request) = Request::read(&mut stream) {
        let index = {
            let mut requests = seen.requests.lock().expect("no panic");
            requests.push(request.clone());
            requests.len() - 1
        };
        let answer = script(index, &request);
        let keep = matches!(answer.last(), Some(Step::Keep));
        for step in &answer {
            play(&mut stream, step, seen)?;
        }
        if !keep {
            break;
        }
    }
    Ok(())
}

fn play(stream: &mut TcpStream, step: &Step, seen: &Seen) -> io::Result<()> {
    let mut send = |bytes: &[u8]| {
        stream.write_all(bytes)?;
        seen.sent.fetch_add(bytes.len(), Ordering::SeqCst);
        Ok(())
    };
    match step {
        Step::Send(bytes) => send(bytes),
        Step::Drip(bytes) => bytes.iter().try_for_each(|byte| {
            thread::sleep(DRIP);
            send(&[*byte])
        }),
        Step::Repeat(bytes, times) => (0..*times).try_for_each(|_| send(bytes)),
        Step::Stall => loop {
            if stream.read(&mut [0; 64])? == 0 {
                return Ok(());
            }
        },
        Step::Reset => {
            SockRef::from(&*stream).set_linger(Some(Duration::ZERO))?;
            Err(io::ErrorKind::ConnectionReset.into())
        }
        Step::Keep => Ok(()),
    }
}
