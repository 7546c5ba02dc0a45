using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Leeway.Grants;

/// <summary>Receives the callback of a sign-in on a port of this machine.</summary>
/// <remarks>
/// A browser may open connections that it does not use, and other programs can reach the port. So connections are served at the same time, each
/// with little time and memory, and only a request that proves by its state that it belongs to the sign-in ends the wait.
/// </remarks>
internal sealed class LoopbackListener : IDisposable
{
    private const int MaxConnections = 32;
    private const int MaxHead = 16 * 1024;

    private static readonly TimeSpan s_headTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_acceptPause = TimeSpan.FromMilliseconds(50);

    private readonly TcpListener _listener;
    private readonly Uri _redirect;
    private readonly TimeProvider _time;
    private int _connections;
    private volatile bool _isDisposed;

    private LoopbackListener(TcpListener listener, Uri redirect, TimeProvider time)
    {
        _listener = listener;
        _redirect = redirect;
        _time = time;
    }

    /// <exception cref="SignInException">The port cannot be used.</exception>
    public static LoopbackListener Start(Uri redirect, GrantId grant, TimeProvider time)
    {
        IPAddress address = redirect.HostNameType == UriHostNameType.IPv6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
        TcpListener listener = new(address, redirect.Port);
        try
        {
            listener.Start();
        }
        catch (SocketException exception)
        {
            listener.Dispose();
            throw new SignInException(
                grant,
                SignInFailure.CallbackUnavailable,
                $"The callback cannot be received at {redirect.GetLeftPart(UriPartial.Authority)}: {exception.Message} End the process that uses the port, or set another redirect address here and in the developer console.");
        }

        return new LoopbackListener(listener, redirect, time);
    }

    /// <summary>Waits for the callback with a state.</summary>
    /// <returns>A task that has ended when the callback has arrived, before any other request is refused for that reason.</returns>
    public Task<LoopbackCallback> WaitAsync(string state, CancellationToken cancellationToken)
    {
        TaskCompletionSource<LoopbackCallback> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (found, token) => ((TaskCompletionSource<LoopbackCallback>)found!).TrySetCanceled(token), found);
        _ = found.Task.ContinueWith(
            static (_, registration) => ((CancellationTokenRegistration)registration!).Dispose(), registration, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        _ = AcceptAsync(found, Encoding.UTF8.GetBytes(state), cancellationToken);
        return found.Task;
    }

    public void Dispose()
    {
        _isDisposed = true;
        _listener.Dispose();
    }

    private async Task AcceptAsync(TaskCompletionSource<LoopbackCallback> found, byte[] state, CancellationToken cancellationToken)
    {
        try
        {
            while (!found.Task.IsCompleted)
            {
                TcpClient client;
                try
                {
                    client = await _listener.AcceptTcpClientAsync(cancellationToken).ConfigureAwait(false);
                }
                catch (SocketException) when (!_isDisposed)
                {
                    // A connection that was reset before it was accepted says nothing about the next one.
                    await Task.Delay(s_acceptPause, _time, cancellationToken).ConfigureAwait(false);
                    continue;
                }

                if (Interlocked.Increment(ref _connections) > MaxConnections)
                {
                    Interlocked.Decrement(ref _connections);
                    client.Dispose();
                    continue;
                }

                _ = ServeAsync(client, found, state, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The wait has ended, or ends now.
            found.TrySetException(exception);
        }
    }

    private async Task ServeAsync(TcpClient client, TaskCompletionSource<LoopbackCallback> found, byte[] state, CancellationToken cancellationToken)
    {
        LoopbackCallback? callback = null;
        try
        {
            using CancellationTokenSource timeout = new(s_headTimeout, _time);
            using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
            string? head = await ReadHeadAsync(client.GetStream(), ending.Token).ConfigureAwait(false);
            (LoopbackAnswer answer, Uri? address) = Judge(head, state);
            callback = new LoopbackCallback(client, address ?? _redirect);
            if (answer == LoopbackAnswer.Accepted && found.TrySetResult(callback))
            {
                callback = null;
                return;
            }

            await callback.RefuseAsync(answer == LoopbackAnswer.Accepted ? LoopbackAnswer.NotFound : answer, ending.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // The other side has left, or was too slow.
            callback ??= new LoopbackCallback(client, _redirect);
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
            callback?.Dispose();
        }
    }

    /// <summary>Reads the request up to its body. Returns null if it is too large or ends early.</summary>
    private static async Task<string?> ReadHeadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[MaxHead];
        int length = 0;
        while (length < buffer.Length)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return null;
            }

            length += read;
            int end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                return Encoding.Latin1.GetString(buffer, 0, end);
            }
        }

        return null;
    }

    /// <summary>Decides whether a request is the callback of the sign-in.</summary>
    private (LoopbackAnswer Answer, Uri? Address) Judge(string? head, byte[] state)
    {
        string[] lines = head?.Split("\r\n") ?? [];
        if (lines is not [{ } first, ..] || first.Split(' ') is not [{ } method, { } target, _] || !target.StartsWith('/') || target.StartsWith("//", StringComparison.Ordinal))
        {
            return (LoopbackAnswer.Malformed, null);
        }

        // A page of another host whose name leads to this machine would send its own name.
        if (!lines.Skip(1).Any(line => line.StartsWith("Host:", StringComparison.OrdinalIgnoreCase) && line[5..].Trim().Equals(_redirect.Authority, StringComparison.OrdinalIgnoreCase)))
        {
            return (LoopbackAnswer.Malformed, null);
        }

        if (method != "GET")
        {
            return (LoopbackAnswer.WrongMethod, null);
        }

        int query = target.IndexOf('?', StringComparison.Ordinal);
        string path = query < 0 ? target : target[..query];
        if (path != _redirect.AbsolutePath)
        {
            return (LoopbackAnswer.NotFound, null);
        }

        return query >= 0 && Array.Exists(target[(query + 1)..].Split('&'), pair => IsState(pair, state))
            && Uri.TryCreate(_redirect.GetLeftPart(UriPartial.Path) + target[query..], UriKind.Absolute, out Uri? address)
            ? (LoopbackAnswer.Accepted, address)
            : (LoopbackAnswer.Malformed, null);
    }

    private static bool IsState(string pair, byte[] state) =>
        pair.StartsWith("state=", StringComparison.Ordinal)
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(WebUtility.UrlDecode(pair["state=".Length..])), state);
}
