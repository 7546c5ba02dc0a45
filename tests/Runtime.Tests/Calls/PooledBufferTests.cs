using System.Text;
using Leeway.Calls;
using Leeway.Http;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>How bodies are read into memory.</summary>
public sealed class PooledBufferTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BodyShouldBeReadToItsEnd()
    {
        using PooledBuffer body = await PooledBuffer.ReadAsync(new StringContent("content"), 100, Cancellation);

        Assert.Equal("content", Encoding.UTF8.GetString(body.Memory.Span));
        Assert.Null(body.Failure);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task BodyShouldBeReadUpToTheLimit(int limit)
    {
        using PooledBuffer body = await PooledBuffer.ReadPartAsync(new StringContent("content"), limit, Cancellation);

        Assert.Equal("content"[..Math.Min(limit, 7)], Encoding.UTF8.GetString(body.Memory.Span));
    }

    /// <summary>The header can announce anything, so that only a part of the memory is allocated before bytes arrive.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(int.MaxValue)]
    public async Task AnnouncedLengthShouldNotAllocateItsMemory(int limit)
    {
        StreamContent content = new(new TricklingStream("content"u8.ToArray())) { Headers = { ContentLength = 3_000_000_000 } };

        using PooledBuffer body = await PooledBuffer.ReadPartAsync(content, limit, Cancellation);

        Assert.Equal(7, body.Memory.Length);
    }

    [Fact]
    public async Task BodyThatBreaksOffShouldThrow()
    {
        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(
            async () => await PooledBuffer.ReadAsync(new StreamContent(new BrokenStream()), 100, Cancellation));

        Assert.Equal("The response broke off.", exception.Message);
    }

    [Fact]
    public async Task CanceledReadShouldHaveTheTokenOfTheCaller()
    {
        using CancellationTokenSource source = new();
        await source.CancelAsync();

        OperationCanceledException exception = await Assert.ThrowsAsync<OperationCanceledException>(
            async () => await PooledBuffer.ReadAsync(new StreamContent(new TricklingStream([1])), 100, source.Token));

        Assert.Equal(source.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task FaultInTheStreamShouldNotBeHidden() => await Assert.ThrowsAsync<NotSupportedException>(
        static async () => await PooledBuffer.ReadPartAsync(new StreamContent(new FaultyStream()), 100, Cancellation));

    [Fact]
    public void OnlyABrokenBodyShouldBeOne()
    {
        Assert.All((Exception[])[new IOException(), new InvalidDataException(), new InvalidOperationException()], static exception => Assert.True(PooledBuffer.IsOfBody(exception)));
        Assert.All((Exception[])[new ObjectDisposedException("x"), new ArgumentException(), new OperationCanceledException()], static exception => Assert.False(PooledBuffer.IsOfBody(exception)));
    }

    [Fact]
    public void FailureShouldKeepTheErrorOfTheTransport()
    {
        HttpRequestException failure = new("x");
        Assert.Same(failure, PooledBuffer.BrokeOff(failure));

        HttpIOException body = new(HttpRequestError.ResponseEnded);
        HttpRequestException broken = PooledBuffer.BrokeOff(body);
        Assert.Equal((HttpRequestError.ResponseEnded, "The response broke off."), (broken.HttpRequestError, broken.Message));
        Assert.Same(body, broken.InnerException);
        Assert.Equal(HttpRequestError.Unknown, PooledBuffer.BrokeOff(new IOException()).HttpRequestError);
    }

    [Theory]
    [InlineData(64 * 1024, true)]
    [InlineData((64 * 1024) + 1, false)]
    public async Task ResponseOfTheGatewayShouldBeReadUpToItsLimit(int length, bool isRead)
    {
        using HttpResponseMessage response = new() { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(new string('x', length))) };

        Assert.Equal(isRead ? length : 0, (await GatewayAnswer.ReadAsync(response, Cancellation)).Length);
    }

    [Fact]
    public async Task ResponseOfTheGatewayThatBreaksOffShouldBeReleased()
    {
        BrokenStream body = new();
        using HttpResponseMessage response = new() { Content = new StreamContent(body) };

        Assert.Equal("", await GatewayAnswer.ReadAsync(response, Cancellation));
        Assert.True(body.IsDisposed);
    }

    private sealed class FaultyStream : ReadOnlyStream
    {
        public override int Read(Span<byte> buffer) => throw new NotSupportedException();
    }
}
