//! A connection that can be told to misbehave. It knows as much of HTTP as where a body begins.

use std::future::Future;
use std::io::{self, ErrorKind};
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::timeout;

/// What ends the head of a message.
const END_OF_HEAD: &[u8] = b"\r\n\r\n";

/// A connection, to the code that answers: who is there, and what is to happen to the next answer.
#[derive(Clone)]
pub(in crate::sandbox) struct Line {
    pub(in crate::sandbox) peer: IpAddr,
    damage: Arc<Mutex<Option<Damage>>>,
    /// Closed when the sandbox stops.
    stopping: watch::Receiver<()>,
}

/// What happens to an answer on its way.
#[derive(Clone, Copy)]
pub(super) struct Damage {
    /// How many bytes of the end of its head have gone by; `None` within the body.
    head: Option<usize>,
    /// How many bytes of the body go by before it happens.
    bytes: usize,
    event: Event,
}

/// What happens then.
#[derive(Clone, Copy)]
pub(super) enum Event {
    Close,
    Reset,
    Stall,
    /// A wait, and then so many bytes, one or more, until the next.
    Pause(Duration, usize),
}

impl Damage {
    /// Before a single byte of the answer has been sent.
    pub(super) fn at_once(event: Event) -> Self {
        Self {
            head: None,
            bytes: 0,
            event,
        }
    }

    /// After so many bytes of the answer's body.
    pub(super) fn in_body(bytes: usize, event: Event) -> Self {
        Self {
            head: Some(0),
            bytes,
            event,
        }
    }

    /// How many of these bytes may be sent before it happens.
    fn allows(self, bytes: &[u8]) -> usize {
        let mut copy = self;
        let head = bytes.iter().take_while(|byte| copy.is_head(**byte)).count();
        bytes.len().min(head.saturating_add(self.bytes))
    }

    /// Notes that these bytes have been sent.
    fn sent(&mut self, bytes: &[u8]) {
        let head = bytes.iter().take_while(|byte| self.is_head(**byte)).count();
        self.bytes = self.bytes.saturating_sub(bytes.len() - head);
    }

    /// Whether this byte, the next, belongs to the head.
    fn is_head(&mut self, byte: u8) -> bool {
        let Some(matched) = self.head else {
            return false;
        };
        let matched = match END_OF_HEAD.get(matched) {
            Some(next) if *next == byte => matched + 1,
            _ => usize::from(END_OF_HEAD.first() == Some(&byte)),
        };
        self.head = (matched < END_OF_HEAD.len()).then_some(matched);
        true
    }
}

impl Line {
    pub(in crate::sandbox) fn new(peer: IpAddr, stopping: watch::Receiver<()>) -> Self {
        Self {
            peer,
            damage: Arc::default(),
            stopping,
        }
    }

    /// Lets the next answer pass as it is.
    pub(in crate::sandbox) fn mend(&self) {
        *lock(&self.damage) = None;
    }

    pub(super) fn damage(&self, damage: Damage) {
        *lock(&self.damage) = Some(damage);
    }

    /// Waits. Returns whether the sandbox goes on; it waits no longer when it stops.
    pub(super) async fn wait(&self, time: Duration) -> bool {
        time.is_zero() || timeout(time, self.stopped()).await.is_err()
    }

    fn stopped(&self) -> impl Future<Output = ()> + Send + 'static {
        let mut stopping = self.stopping.clone();
        async move {
            // Nothing is ever sent: this ends when the sender is gone.
            let _ = stopping.changed().await;
        }
    }
}

/// A connection, to the code that reads and writes.
pub(in crate::sandbox) struct Socket {
    stream: TcpStream,
    line: Line,
    pause: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

impl Socket {
    pub(in crate::sandbox) fn new(stream: TcpStream, line: Line) -> Self {
        Self {
            stream,
            line,
            pause: None,
        }
    }

    pub(in crate::sandbox) fn line(&self) -> &Line {
        &self.line
    }

    fn happen(&mut self, damage: &mut Damage) -> io::Result<()> {
        match damage.event {
            Event::Close => return Err(ErrorKind::BrokenPipe.into()),
            Event::Reset => {
                self.stream.set_zero_linger()?;
                return Err(ErrorKind::ConnectionReset.into());
            }
            Event::Stall => {
                self.pause = Some(Box::pin(self.line.stopped()));
                damage.event = Event::Close;
            }
            Event::Pause(time, bytes) => {
                let stopped = timeout(time, self.line.stopped());
                self.pause = Some(Box::pin(async move {
                    let _ = stopped.await;
                }));
                damage.bytes = bytes;
            }
        }
        Ok(())
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let shared = Arc::clone(&self.line.damage);
        loop {
            if let Some(pause) = &mut self.pause {
                ready!(pause.as_mut().poll(context));
                self.pause = None;
            }
            let mut damage = lock(&shared);
            let Some(damage) = &mut *damage else {
                return Pin::new(&mut self.stream).poll_write(context, bytes);
            };
            let allowed = damage.allows(bytes);
            if let Some(allowed @ [_, ..]) = bytes.get(..allowed) {
                let sent = ready!(Pin::new(&mut self.stream).poll_write(context, allowed))?;
                damage.sent(allowed.get(..sent).unwrap_or_default());
                return Poll::Ready(Ok(sent));
            }
            self.happen(damage)?;
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

fn lock(damage: &Mutex<Option<Damage>>) -> MutexGuard<'_, Option<Damage>> {
    // Nothing that could panic happens while the lock is held.
    damage.lock().unwrap_or_else(PoisonError::into_inner)
}
