using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Leeway.Calls;
using Leeway.Generated;

namespace Leeway.Runtime.Tests.Calls;

public class FileUploadTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FileShouldBeSentSeveralTimesAndBeOpenOnlyWhileItIsSent()
    {
        string path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "content", Cancellation);
        FileUpload upload = FileUpload.FromFile(path, "text/plain");
        Assert.Equal(Path.GetFileName(path), upload.FileName);
        Assert.True(upload.CanBeSentAgain);
        for (int i = 0; i < 2; i++)
        {
            using var body = new UploadBody(upload);
            Assert.Equal(7, body.Headers.ContentLength);
            Assert.Equal("content", await TextOfAsync(body));
        }

        File.Delete(path);
        Assert.Throws<FileNotFoundException>(() => FileUpload.FromFile(path));
    }

    [Theory]
    [InlineData("screenshot.png", "image/png")]
    [InlineData("SCREENSHOT.PNG", "image/png")]
    [InlineData("screenshot.png.", "image/png")]
    [InlineData("screenshot.png ", "image/png")]
    [InlineData("screenshot.png\u200E", "image/png")]
    [InlineData("report.xlsm", "application/vnd.ms-excel.sheet.macroEnabled.12")]
    [InlineData("trace.HAR", "application/json")]
    [InlineData("photo.holiday.jpeg", "image/jpeg")]
    [InlineData("drawing.svg", "image/svg+xml")]
    [InlineData("report.pdf", "application/pdf")]
    [InlineData("book.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("log.txt", "text/plain")]
    [InlineData("data.json", "application/json")]
    [InlineData("clip.mp4", "video/mp4")]
    [InlineData("archive.tar.gz", "application/gzip")]
    [InlineData("unknown.zzz", "application/octet-stream")]
    [InlineData("noextension", "application/octet-stream")]
    [InlineData("ends.", "application/octet-stream")]
    [InlineData(".png", "image/png")]
    public async Task ContentTypeShouldDependOnTheNameUnlessItIsSet(string name, string contentType)
    {
        using var stream = new MemoryStream();
        string folder = Directory.CreateTempSubdirectory("leeway-").FullName;
        string path = Path.Combine(folder, name);
        await File.WriteAllTextAsync(path, "", Cancellation);
        foreach (FileUpload upload in (FileUpload[])[FileUpload.FromStream(stream, name), FileUpload.FromBytes(default, name), FileUpload.FromFile(path)])
        {
            Assert.Equal(contentType, upload.ContentType);
            using var form = new MultipartBody { { "file", upload } };
            Assert.Equal(contentType, Assert.Single(form).Headers.ContentType!.ToString());
        }

        Assert.Equal("text/x-own", FileUpload.FromBytes(default, name, "text/x-own").ContentType);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void NameWithAnUnpairedSurrogateShouldBeRefused()
    {
        Assert.Equal("fileName", Assert.Throws<ArgumentException>(static () => FileUpload.FromBytes(default, "a\uD83D.txt")).ParamName);
        Assert.Equal("fileName", Assert.Throws<ArgumentException>(static () => FileUpload.FromStream(Stream.Null, "\uDE00")).ParamName);
        using var form = new MultipartBody();
        Assert.Throws<ArgumentException>(() => form.Add("comment", "a\uD83D"));
    }

    [Fact]
    public async Task FormWithoutPartsShouldBeItsClosingLine()
    {
        using var form = new MultipartBody();
        form.Add("columns", (string?)null);
        form.Add("columns", Array.Empty<string>());
        form.Add("files", Array.Empty<FileUpload>());
        string boundary = form.Headers.ContentType!.Parameters.Single(static p => p.Name == "boundary").Value!.Trim('"');
        string expected = $"--{boundary}--\r\n";
        Assert.Equal(expected.Length, form.Headers.ContentLength);
        using var copy = new MemoryStream();
        await form.CopyToAsync(copy, Cancellation);
        Assert.Equal(expected, Encoding.ASCII.GetString(copy.ToArray()));
        Stream stream = await form.ReadAsStreamAsync(Cancellation);
        Assert.False(stream.CanWrite);
        Assert.Equal(expected, await new StreamReader(stream).ReadToEndAsync(Cancellation));

        using var other = new MultipartBody();
        other.Headers.ContentType!.Parameters.Add(new System.Net.Http.Headers.NameValueHeaderValue("x", "y"));
        boundary = other.Headers.ContentType.Parameters.Single(static p => p.Name == "boundary").Value!.Trim('"');
        Assert.Equal($"--{boundary}--\r\n", await TextOfAsync(other));
    }

    [Fact]
    public async Task FormShouldHaveAPartForEachValueOfAList()
    {
        using var form = new MultipartBody();
        form.Add("text", (IReadOnlyList<string>)["a", "b"]);
        form.Add("text", (IReadOnlyList<string>?)null);
        form.Add("number", (IReadOnlyList<int>)[1, 2]);
        form.Add("number", (IReadOnlyList<int>?)null);
        form.Add("number", (int?)null);
        form.Add("flag", (bool?)false);
        form.Add("flag", (bool?)null);
        form.Add("file", (FileUpload?)null);
        form.Add("file", (IReadOnlyList<FileUpload>?)null);
        form.AddJson<string, StringCodec>("json", null);
        form.AddJsonList<string, StringCodec>("list", ["x", "y"]);
        form.AddJsonList<string, StringCodec>("list", []);
        form.AddJsonList<string, StringCodec>("list", null);

        List<string> parts = [];
        foreach (HttpContent part in form)
        {
            parts.Add($"{part.Headers.ContentDisposition!.Name!.Trim('"')}={await part.ReadAsStringAsync(Cancellation)}");
        }

        Assert.Equal(["text=a", "text=b", "number=1", "number=2", "flag=false", "list=[\"x\",\"y\"]"], parts);
        Assert.Equal(await TextOfAsync(form), await new StreamReader(await form.ReadAsStreamAsync(Cancellation)).ReadToEndAsync(Cancellation));
    }

    [Fact]
    public async Task GrowingFileShouldBeSentUpToItsDeclaredLength()
    {
        string path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "before", Cancellation);
        using var body = new UploadBody(FileUpload.FromFile(path));
        Assert.Equal(6, body.Headers.ContentLength);
        await File.AppendAllTextAsync(path, " and after", Cancellation);
        Assert.Equal("before", await TextOfAsync(body));
        File.Delete(path);
    }

    [Fact]
    public async Task SeekableStreamShouldBeSentAgainFromItsPositionAndStayOpen()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("skipped content"));
        stream.Position = 8;
        FileUpload upload = FileUpload.FromStream(stream, "a.txt");
        for (int i = 0; i < 2; i++)
        {
            using var body = new UploadBody(upload);
            Assert.Equal(7, body.Headers.ContentLength);
            Assert.Equal("content", await TextOfAsync(body));
        }

        Assert.True(stream.CanRead);
    }

    [Fact]
    public async Task UnseekableStreamShouldBeSentOnceWithoutALengthAndThenThrow()
    {
        FileUpload upload = FileUpload.FromStream(new TricklingStream("content"u8.ToArray()), "a.txt");
        Assert.False(upload.CanBeSentAgain);
        using var body = new UploadBody(upload);
        Assert.Null(body.Headers.ContentLength);
        Assert.Equal("content", await TextOfAsync(body));
        InvalidOperationException again = await Assert.ThrowsAsync<InvalidOperationException>(() => TextOfAsync(body));
        Assert.Equal(
            "The upload \"a.txt\" cannot be sent again, because its stream cannot seek. Create the upload from a file, from bytes or from a stream that can seek.",
            again.Message);
    }

    [Fact]
    public async Task ProgressShouldBeReportedForEveryBlockAndStartAgainWithEachSending()
    {
        byte[] bytes = new byte[200_000];
        string path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, bytes, Cancellation);
        FileUpload[] uploads = [FileUpload.FromFile(path), FileUpload.FromBytes(bytes, "a.bin"), FileUpload.FromStream(new MemoryStream(bytes), "a.bin")];
        foreach (FileUpload upload in uploads)
        {
            for (int i = 0; i < 2; i++)
            {
                ProgressRecorder progress = new();
                upload.Progress = progress;
                using UploadBody body = new(upload);
                await body.CopyToAsync(Stream.Null, Cancellation);
                Assert.All(progress.Reports, static report => Assert.Equal(200_000, report.Total));
                Assert.Equal(200_000, progress.Reports[^1].Bytes);
                Assert.InRange(progress.Reports[0].Bytes, 1, 199_999);
            }
        }

        ProgressRecorder unknown = new();
        FileUpload once = FileUpload.FromStream(new TricklingStream(bytes), "a.bin");
        once.Progress = unknown;
        using UploadBody last = new(once);
        await last.CopyToAsync(Stream.Null, Cancellation);
        Assert.Equal(new TransferProgress { Bytes = 200_000 }, unknown.Reports[^1]);
        File.Delete(path);
    }

    [Fact]
    public async Task UploadShouldStreamInConstantMemory()
    {
        const long Length = 256L * 1024 * 1024;
        using var form = new MultipartBody();
        form.Add("file", FileUpload.FromStream(new GeneratedStream(Length), "large.bin"));
        await form.CopyToAsync(new CountingStream(), Cancellation);

        // Neither stream ever waits, so everything runs on this thread.
        long before = GC.GetAllocatedBytesForCurrentThread();
        using var again = new MultipartBody();
        again.Add("file", FileUpload.FromStream(new GeneratedStream(Length), "large.bin"));
        var target = new CountingStream();
        await again.CopyToAsync(target, Cancellation);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(target.Count, Length, Length + 1_000);
        Assert.InRange(allocated, 0, 256 * 1024);
    }

    [Fact]
    public async Task FormShouldHoldItsPartsByName()
    {
        using var form = new MultipartBody();
        form.Add("file", FileUpload.FromBytes("bytes"u8.ToArray(), "résumé \"1\".txt", "text/plain"));
        form.Add("file", [FileUpload.FromBytes("more"u8.ToArray(), "b.bin")]);
        form.Add("minorEdit", (bool?)true);
        form.Add("count", 5);
        form.Add("when", (DateTimeOffset?)DateTimeOffset.UnixEpoch);
        form.Add("comment", "ä");
        form.Add("absent", (string?)null);
        form.AddJson<string, Leeway.Generated.StringCodec>("json", "x");
        string boundary = form.Headers.ContentType!.Parameters.Single(static p => p.Name == "boundary").Value!.Trim('"');
        string expected = $"""
            --{boundary}
            Content-Type: text/plain
            Content-Disposition: form-data; name="file"; filename="résumé %221%22.txt"; filename*=UTF-8''r%C3%A9sum%C3%A9%20%221%22.txt

            bytes
            --{boundary}
            Content-Type: application/octet-stream
            Content-Disposition: form-data; name="file"; filename="b.bin"

            more
            --{boundary}
            Content-Type: text/plain; charset=utf-8
            Content-Disposition: form-data; name="minorEdit"

            true
            --{boundary}
            Content-Type: text/plain; charset=utf-8
            Content-Disposition: form-data; name="count"

            5
            --{boundary}
            Content-Type: text/plain; charset=utf-8
            Content-Disposition: form-data; name="when"

            1970-01-01T00:00:00.000Z
            --{boundary}
            Content-Type: text/plain; charset=utf-8
            Content-Disposition: form-data; name="comment"

            ä
            --{boundary}
            Content-Type: application/json
            Content-Disposition: form-data; name="json"

            "x"
            --{boundary}--

            """.ReplaceLineEndings("\r\n");
        string sent = await TextOfAsync(form);
        Assert.Equal(expected, sent);
        Assert.Equal(Encoding.UTF8.GetByteCount(sent), form.Headers.ContentLength);
        Assert.StartsWith("multipart/form-data", form.Headers.ContentType.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void NoNameShouldLeaveItsQuotes()
    {
        Prop.ForAll(HostileText.Arbitrary, HostileText.Arbitrary, static (name, fileName) =>
        {
            string header = FormDisposition.Of(name, fileName);
            string[] quoted = header.Split('"');
            string decoded = quoted[^1].StartsWith("; filename*=UTF-8''", StringComparison.Ordinal)
                ? Uri.UnescapeDataString(quoted[^1]["; filename*=UTF-8''".Length..])
                : quoted[3];
            return quoted.Length == 5
                && !header.Any(char.IsControl)
                && !header.Contains('\\', StringComparison.Ordinal)
                && quoted[0] == "form-data; name="
                && quoted[2] == "; filename="
                && decoded == HostileText.WellFormed(fileName);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000).WithQuietOnSuccess(true));
    }

    [Theory]
    [InlineData("plain.txt")]
    [InlineData("r\u00e9sum\u00e9 \"1\"\r\nX-Evil: 1.txt")]
    [InlineData("日本.txt")]
    public async Task UploadShouldBeAFormPartWhenRefitAddsIt(string fileName)
    {
        using var form = new MultipartFormDataContent();
        using FileUpload upload = FileUpload.FromBytes("bytes"u8.ToArray(), fileName);
        form.Add(upload);
        string[] lines = (await TextOfAsync(form)).Split("\r\n");
        Assert.Equal("Content-Type: text/plain", lines[1]);
        Assert.StartsWith("Content-Disposition: form-data; name=\"file\"; filename=\"", lines[2], StringComparison.Ordinal);
        Assert.Equal(["", "bytes"], lines[3..5]);
    }

    [Fact]
    public void BodyShouldBeRepeatableUnlessAPartIsAnUnseekableStream()
    {
        FileUpload once = FileUpload.FromStream(new TricklingStream([]), "a");
        FileUpload often = FileUpload.FromBytes(default, "a");
        using var repeatable = new MultipartBody();
        repeatable.Add("text", "a");
        repeatable.Add("file", often);
        using var unrepeatable = new MultipartBody();
        unrepeatable.Add("file", [often, once]);
        Assert.True(RepeatableContent.CanBeSentAgain(null));
        Assert.True(RepeatableContent.CanBeSentAgain(JsonBody.Create<string, Leeway.Generated.StringCodec>("a")));
        Assert.True(RepeatableContent.CanBeSentAgain(repeatable));
        Assert.True(RepeatableContent.CanBeSentAgain(often));
        Assert.False(RepeatableContent.CanBeSentAgain(unrepeatable));
        Assert.False(RepeatableContent.CanBeSentAgain(new UploadBody(once)));
        Assert.False(RepeatableContent.CanBeSentAgain(new StreamContent(Stream.Null)));
    }

    [Theory]
    [InlineData("a\r\nb")]
    [InlineData("ä")]
    [InlineData("\0")]
    public void InvalidHeaderValueShouldBeRefused(string transferId)
    {
        using var request = new HttpRequestMessage();
        Assert.Equal(nameof(transferId), Assert.Throws<ArgumentException>(() => RequestHeaders.Add(request, "Atlassian-Transfer-Id", transferId)).ParamName);
    }

    private static async Task<string> TextOfAsync(HttpContent content)
    {
        using var target = new MemoryStream();
        await content.CopyToAsync(target, Cancellation);
        return Encoding.UTF8.GetString(target.ToArray());
    }

    private sealed class CountingStream : MemoryStream
    {
        public long Count { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Count += buffer.Length;
            return ValueTask.CompletedTask;
        }

        public override void Write(ReadOnlySpan<byte> buffer) => Count += buffer.Length;

        public override void Write(byte[] buffer, int offset, int count) => Count += count;
    }

    [Fact]
    public async Task InvalidArgumentsShouldBeRefused()
    {
        Assert.Throws<ArgumentNullException>("path", static () => FileUpload.FromFile(null!));
        Assert.Throws<ArgumentException>("path", static () => FileUpload.FromFile(""));
        Assert.Throws<ArgumentNullException>("stream", static () => FileUpload.FromStream(null!, "a"));
        Assert.Throws<ArgumentNullException>("fileName", static () => FileUpload.FromStream(Stream.Null, null!));
        Assert.Throws<ArgumentException>("fileName", static () => FileUpload.FromStream(Stream.Null, ""));
        Assert.Throws<ArgumentNullException>("fileName", static () => FileUpload.FromBytes(default, null!));
        Assert.Throws<ArgumentException>("fileName", static () => FileUpload.FromBytes(default, ""));
        Assert.Throws<ArgumentNullException>("upload", static () => new UploadBody(null!));

        MemoryStream closed = new();
        await closed.DisposeAsync();
        Assert.StartsWith(
            "The stream cannot be read.", Assert.Throws<ArgumentException>("stream", () => FileUpload.FromStream(closed, "a")).Message, StringComparison.Ordinal);
        FileNotFoundException missing = Assert.Throws<FileNotFoundException>(static () => FileUpload.FromFile("missing/a.txt"));
        Assert.Equal(("The file \"missing/a.txt\" to upload does not exist.", "missing/a.txt"), (missing.Message, missing.FileName));
    }

    [Fact]
    public async Task NameOfAFileWithAnUnpairedSurrogateShouldBeRefused()
    {
        string folder = Directory.CreateTempSubdirectory("leeway-").FullName;
        string path = Path.Combine(folder, "a\uD83D.txt");
        await File.WriteAllTextAsync(path, "", Cancellation);

        Assert.Throws<ArgumentException>("path", () => FileUpload.FromFile(path));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task FileThatAnotherProcessWritesShouldBeSent()
    {
        string path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "content", Cancellation);
        await using FileStream open = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        using UploadBody body = new(FileUpload.FromFile(path));

        Assert.Equal("content", await TextOfAsync(body));
        File.Delete(path);
    }

    [Fact]
    public async Task ContentShouldBeSentWithItsProgress()
    {
        using MemoryStream stream = new("skipped content"u8.ToArray());
        stream.Position = 8;
        FileUpload[] uploads = [FileUpload.FromStream(stream, "a"), FileUpload.FromBytes("content"u8.ToArray(), "a")];
        foreach (FileUpload upload in uploads)
        {
            ProgressRecorder progress = new();
            upload.Progress = progress;
            using UploadBody body = new(upload);

            Assert.Equal("content", await TextOfAsync(body));
            Assert.Equal([new TransferProgress { Bytes = 7, Total = 7 }], progress.Reports);
        }
    }
}
