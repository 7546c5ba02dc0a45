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
    public async Task StreamOfAnotherClientShouldNotBeADownload() =>
        await Assert.ThrowsAsync<InvalidCastException>(() => Task.FromResult<Stream>(new MemoryStream()).AsDownloadAsync());

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
}
