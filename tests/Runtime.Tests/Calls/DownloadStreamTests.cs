using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Leeway.Calls;

namespace Leeway.Runtime.Tests.Calls;

public sealed class DownloadStreamTests
{
    private static readonly OperationDescriptor s_operation = new("getFile", HttpMethod.Get, "/file", "jira", "Jira", [200]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ResponseShouldDescribeTheFile()
    {
        await using DownloadStream file = await DownloadAsync(HttpStatusCode.OK, new TricklingStream("content"u8.ToArray()), static headers =>
        {
            headers.ContentLength = 7;
            headers.TryAddWithoutValidation("Content-Type", "text/plain; charset=utf-8");
            headers.TryAddWithoutValidation("Content-Disposition", "attachment; filename=\"../a.txt\"");
        });
        Assert.Equal((7, "text/plain; charset=utf-8", "a.txt"), (file.ContentLength, file.ContentType, file.FileName));
        Assert.Null(file.ContentRange);
        Assert.False(file.CanSeek);
        Assert.Equal("content", await TextOfAsync(file));
        Assert.Equal(7, file.BytesRead);
    }

    [Fact]
    public async Task ResponseWithoutMetadataShouldBeReadToItsEnd()
    {
        await using DownloadStream file = await DownloadAsync(HttpStatusCode.OK, new TricklingStream("content"u8.ToArray()), static _ => { });
        Assert.Equal((null, null, null), (file.ContentLength, file.ContentType, file.FileName));
        Assert.Equal("content", await TextOfAsync(file));
    }

    [Fact]
    public async Task PartShouldHaveItsRangeEvenIfTheDocumentDeclaresNone()
    {
        await using DownloadStream file = await DownloadAsync(HttpStatusCode.PartialContent, new TricklingStream("nte"u8.ToArray()), static headers =>
        {
            headers.ContentLength = 3;
            headers.ContentRange = new ContentRangeHeaderValue(2, 4, 7);
        });
        Assert.Equal((2, 4, 7), (file.ContentRange!.From, file.ContentRange.To, file.ContentRange.Length));
        Assert.Equal("nte", await TextOfAsync(file));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FileThatEndsTooEarlyShouldSayHowManyBytesArrived(bool synchronously)
    {
        await using DownloadStream file = await DownloadAsync(HttpStatusCode.OK, new TricklingStream("content"u8.ToArray()), static headers => headers.ContentLength = 10);
        using MemoryStream target = new();
        HttpIOException exception = synchronously
            ? Assert.Throws<HttpIOException>(() => file.CopyTo(target))
            : await Assert.ThrowsAsync<HttpIOException>(() => file.CopyToAsync(target, Cancellation));
        Assert.Contains("The download broke off: 7 of 10 bytes arrived.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(HttpRequestError.ResponseEnded, exception.HttpRequestError);
        Assert.Equal(7, target.Length);
    }

    [Theory]
    [InlineData(100L, "The download broke off: 0 of 100 bytes arrived.")]
    [InlineData(null, "The download broke off after 0 bytes.")]
    public async Task BrokenConnectionShouldSayHowManyBytesArrived(long? length, string message)
    {
        await using DownloadStream file = await DownloadAsync(HttpStatusCode.OK, new BrokenStream(), headers => headers.ContentLength = length);
        HttpIOException exception = await Assert.ThrowsAsync<HttpIOException>(() => TextOfAsync(file));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal("reset", exception.InnerException!.Message);
    }

    [Fact]
    public async Task EmptyBufferShouldNotMeanTheEnd()
    {
        await using DownloadStream file = await DownloadAsync(HttpStatusCode.OK, new TricklingStream([1]), static headers => headers.ContentLength = 1);
        Assert.Equal(0, await file.ReadAsync(Memory<byte>.Empty, Cancellation));
        Assert.Equal(0, file.Read([]));
        Assert.Equal(1, file.ReadByte());
        Assert.Equal(-1, file.ReadByte());
    }

    [Fact]
    public async Task ProgressShouldBeReportedForEveryRead()
    {
        await using DownloadStream file = await DownloadAsync(HttpStatusCode.OK, new GeneratedStream(200_000), static headers => headers.ContentLength = 200_000);
        ProgressRecorder progress = new();
        file.Progress = progress;
        await file.CopyToAsync(Stream.Null, 100_000, Cancellation);
        Assert.Equal(new TransferProgress { Bytes = 200_000, Total = 200_000 }, progress.Reports[^1]);
        Assert.Equal(progress.Reports.Select(static report => report.Bytes).Order(), progress.Reports.Select(static told => told.Bytes));
        Assert.True(progress.Reports.Count > 1);
    }

    [Fact]
    public async Task ReadOfNoBytesShouldNotBeReported()
    {
        await using DownloadStream file = await DownloadAsync(HttpStatusCode.OK, new TricklingStream([1]), static headers => headers.ContentLength = 1);
        ProgressRecorder progress = new();
        file.Progress = progress;
        await file.ReadExactlyAsync(Memory<byte>.Empty, Cancellation);
        Assert.Equal(0, await file.ReadAsync(Memory<byte>.Empty, Cancellation));
        Assert.Empty(progress.Reports);
    }

    [Fact]
    public async Task StreamOfAnotherClientShouldNotBeADownload()
    {
        await Assert.ThrowsAsync<InvalidCastException>(() => Task.FromResult<Stream>(new MemoryStream()).AsDownloadAsync());
        await Assert.ThrowsAsync<ArgumentNullException>("call", static () => ((Task<Stream>)null!).AsDownloadAsync());
    }

    [Fact]
    public async Task StreamShouldOnlyBeRead()
    {
        await using DownloadStream file = new(Response(), new TricklingStream([1, 2, 3]));

        Assert.Equal((true, false, false), (file.CanRead, file.CanSeek, file.CanWrite));
        Assert.Throws<NotSupportedException>(() => file.Length);
        Assert.Throws<NotSupportedException>(() => file.Position);
        Assert.Throws<NotSupportedException>(() => file.Position = 0);
        Assert.Throws<NotSupportedException>(() => file.Seek(0, SeekOrigin.Begin));
        Assert.Throws<NotSupportedException>(() => file.SetLength(0));
        Assert.Throws<NotSupportedException>(() => file.Write([1], 0, 1));
        file.Flush();
    }

    [Fact]
    public async Task PartOfABufferShouldBeFilled()
    {
        await using DownloadStream file = new(Response(), new TricklingStream([1, 2, 3]), null, new byte[] { 8, 9 });
        byte[] buffer = new byte[4];
        Func<byte[], int, int, CancellationToken, Task<int>> readAsync = file.ReadAsync;

        Assert.Equal(1, file.Read(buffer, 1, 1));
        Assert.Equal([0, 8, 0, 0], buffer);
        Assert.Equal(1, await readAsync(buffer, 2, 2, Cancellation));
        Assert.Equal([0, 8, 9, 0], buffer);
        Assert.Equal(1, file.Read(buffer, 3, 1));
        Assert.Equal([0, 8, 9, 1], buffer);
        Assert.Equal(3, file.BytesRead);
        Assert.Throws<ArgumentNullException>(() => file.Read(null!, 0, 0));
        await Assert.ThrowsAsync<ArgumentNullException>(() => readAsync(null!, 0, 0, Cancellation));
    }

    [Fact]
    public async Task FailureAfterTheBeginningShouldBeReportedWhenItIsReached()
    {
        IOException failure = new("reset");
        foreach (bool synchronously in (bool[])[false, true])
        {
            await using DownloadStream file = new(Response(), new TricklingStream([3]), null, new byte[] { 1, 2 }, failure);
            byte[] buffer = new byte[2];
            await file.ReadExactlyAsync(buffer, Cancellation);

            HttpIOException exception = synchronously
                ? Assert.Throws<HttpIOException>(() => file.ReadByte())
                : await Assert.ThrowsAsync<HttpIOException>(async () => await file.ReadExactlyAsync(buffer, Cancellation));

            Assert.Same(failure, exception.InnerException);
            Assert.Equal([1, 2], buffer);
        }
    }

    [Fact]
    public async Task ErrorOfTheConnectionShouldBeKept()
    {
        HttpIOException failure = new(HttpRequestError.HttpProtocolError);
        await using DownloadStream file = new(Response(), Stream.Null, null, default, failure);

        Assert.Equal(HttpRequestError.HttpProtocolError, Assert.Throws<HttpIOException>(() => file.ReadByte()).HttpRequestError);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BodyAndResponseShouldBeDisposedOf(bool asynchronously)
    {
        DisposableStream body = new();
        DisposableStream content = new();
        DownloadStream file = new(new HttpResponseMessage { Content = new StreamContent(content) }, body);

        if (asynchronously)
        {
            await file.DisposeAsync();
        }
        else
        {
            file.Dispose();
        }

        Assert.Equal(asynchronously, body.IsDisposedAsynchronously);
        Assert.True(content.IsDisposed);
    }

    /// <summary>A response whose length is not known.</summary>
    private static HttpResponseMessage Response() => new() { Content = new StreamContent(new TricklingStream([])) };

    private static async Task<DownloadStream> DownloadAsync(HttpStatusCode status, Stream body, Action<HttpContentHeaders> describe)
    {
        RecordingHandler handler = new(_ =>
        {
            StreamContent content = new(body);
            describe(content.Headers);
            return new HttpResponseMessage(status) { Content = content };
        });
        return await new AtlassianCaller(new HttpMessageInvoker(handler)).DownloadAsync(s_operation.CreateRequest("/file"), Cancellation).AsDownloadAsync();
    }

    private static async Task<string> TextOfAsync(Stream stream)
    {
        using StreamReader reader = new(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(Cancellation);
    }

    private sealed class DisposableStream : ReadOnlyStream
    {
        public bool IsDisposedAsynchronously { get; private set; }

        public override int Read(Span<byte> buffer) => 0;

        public override ValueTask DisposeAsync()
        {
            IsDisposedAsynchronously = true;
            return base.DisposeAsync();
        }
    }
}
