using System.Net;
using System.Text;
using Leeway.Simulator.Site;

namespace Leeway.Runtime.Tests.Simulator;

/// <summary>Forms as any client may write them, split into parts as any network may split them.</summary>
public sealed class UploadTests : IDisposable
{
    private const string Form = "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"comment\"\r\n\r\nno file\r\n"
        + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a;b.txt\"\r\nContent-Type: text/plain\r\n\r\nfirst\r\n--a\r\n-\r\n\r\n"
        + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"; filename*=UTF-8''r%C3%A9.txt\r\n\r\n\r\n"
        + "--b--\r\nepilogue";

    private readonly SimulatorVisitor _visitor = new();

    public void Dispose() => _visitor.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(10_000)]
    public async Task FormShouldBeParsedInAnyPieces(int piece)
    {
        using HttpResponseMessage response = await UploadAsync(Form, piece);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            ["a;b.txt text/plain first\r\n--a\r\n-\r\n", "r\u00e9.txt application/octet-stream "],
            _visitor.Simulator.Sites[0].Jira.Attachments.Select(static file => $"{file.FileName} {file.MimeType} {Encoding.UTF8.GetString(file.Content.Bytes.Span)}"));
        Assert.Equal(Form, Encoding.UTF8.GetString(_visitor.Simulator.Requests[^1].Body.Span));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no boundary")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nnever ends")]
    [InlineData("--bx\r\n\r\n\r\n--bx--")]
    public async Task BrokenFormShouldBeRefused(string form)
    {
        using HttpResponseMessage response = await UploadAsync(form, 3);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(_visitor.Simulator.Sites[0].Jira.Attachments);
    }

    [Fact]
    public async Task FileOfAnotherFieldShouldBeRefused()
    {
        using HttpResponseMessage response = await UploadAsync(Form.Replace("name=\"file\"", "name=\"document\"", StringComparison.Ordinal), 100);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task LargeUploadShouldBeCountedButNotKept()
    {
        string large = new('x', 5 * 1024 * 1024);
        string head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
        using HttpResponseMessage response = await UploadAsync($"{head}{large}\r\n--b--", 100_000);
        SimulatedAttachment file = Assert.Single(_visitor.Simulator.Sites[0].Jira.Attachments);
        Assert.Equal(large.Length, file.Content.Length);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(large))), file.Content.ComputeSha256());
        Assert.False(file.Content.CanBeRead);
        Assert.Throws<InvalidOperationException>(file.Content.OpenRead);
        Assert.True(_visitor.Simulator.Requests[^1].Body.IsEmpty);
        Assert.Equal(head.Length + large.Length + 7, _visitor.Simulator.Requests[^1].Content.Length);
        using HttpResponseMessage download = await _visitor.JiraAsync($"/rest/api/3/attachment/content/{file.Id}?redirect=false");
        Assert.Equal(HttpStatusCode.NotFound, download.StatusCode);
    }

    private async Task<HttpResponseMessage> UploadAsync(string form, int piece)
    {
        (_, string key) = await _visitor.CreateIssueAsync();
        using PieceContent content = new(Encoding.UTF8.GetBytes(form), piece);
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        return await _visitor.JiraAsync($"/rest/api/3/issue/{key}/attachments", HttpMethod.Post, content);
    }

    private sealed class PieceContent(byte[] bytes, int piece) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (int i = 0; i < bytes.Length; i += piece)
            {
                await stream.WriteAsync(bytes.AsMemory(i, Math.Min(piece, bytes.Length - i)));
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes.Length;
            return true;
        }
    }
}
