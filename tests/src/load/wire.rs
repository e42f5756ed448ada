//! A connection that carries webhooks: as little work as a request can be, because it is done on
//! the same cores as that which is measured.

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

#[derive(Debug)]
pub struct Wire {
    stream: TcpStream,
    /// The request being made, and the answer being read.
    out: Vec<u8>,
    answer: Vec<u8>,
}

impl Wire {
    pub async fn open(to: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(to).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, out: Vec::with_capacity(4096), answer: Vec::with_capacity(1024) })
    }

    /// Posts a webhook; the status it is answered with.
    pub async fn post(&mut self, body: &[u8], signature: &str) -> io::Result<u16> {
        self.out.clear();
        let length = body.len();
        let head = format!(
            "POST /webhook HTTP/1.1\r\nhost: localhost\r\nuser-agent: LineBotWebhook/2.0\r\n\
             content-type: application/json; charset=utf-8\r\nx-line-signature: {signature}\r\n\
             content-length: {length}\r\n\r\n"
        );
        self.out.extend_from_slice(head.as_bytes());
        self.out.extend_from_slice(body);
        self.stream.write_all(&self.out).await?;
        self.read_answer().await
    }

    async fn read_answer(&mut self) -> io::Result<u16> {
        self.answer.clear();
        loop {
            if self.stream.read_buf(&mut self.answer).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if let Some((status, whole)) = parse(&self.answer)?
                && self.answer.len() >= whole
            {
                return Ok(status);
            }
        }
    }
}

/// The status, and how long the answer is with its body; `None` until its head is there.
fn parse(answer: &[u8]) -> io::Result<Option<(u16, usize)>> {
    let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
    let odd = || io::Error::from(io::ErrorKind::InvalidData);
    let head = std::str::from_utf8(&answer[..end]).map_err(|_| odd())?;
    let status = head.get(9..12).and_then(|status| status.parse().ok()).ok_or_else(odd)?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    });
    Ok(Some((status, end + 4 + length.ok_or_else(odd)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_whole_when_its_body_is() {
        let whole = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 2\r\n\r\nok";
        assert_eq!(parse(whole).unwrap(), Some((503, whole.len())));
        assert_eq!(parse(&whole[..20]).unwrap(), None);
        assert!(parse(b"HTTP/1.1 200 OK\r\n\r\n").is_err());
    }
}
