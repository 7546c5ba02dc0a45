using System.Net;
using System.Text;
using System.Text.Json;
using Leeway.Calls;
using Leeway.Json;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>Checks that a record keeps the body of a response on request.</summary>
public sealed class KeptBodyTests : IDisposable
{
    private static readonly OperationDescriptor s_read = new("getThing", HttpMethod.Get, "/rest/api/3/thing", "jira", "Jira", [200]);
    private static readonly OperationDescriptor s_delete = new("deleteThing", HttpMethod.Delete, "/rest/api/3/thing", "jira", "Jira", [200, 204], repeat: RepeatRule.Never);

    private readonly CallWorld _world = new();
    private readonly ResponseRecord _record = new() { KeepsBody = true };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string? Kept => _record.Body is { } body ? Encoding.UTF8.GetString(body.Span) : null;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task BodyOfAValueShouldBeKeptAsItArrived()
    {
        Assert.Null(_record.Body);
        Assert.Null(_record.ReadBodyAsJson());
        _world.Answer(HttpStatusCode.OK, """ { "key" : "A-1" } """);
        await _world.RunAsync(ReadAsync());
        Assert.Equal(""" { "key" : "A-1" } """, Kept);
        Assert.Equal(RawJson.Parse("""{"key":"A-1"}"""), _record.ReadBodyAsJson());
    }

    [Fact]
    public async Task BodyShouldNotBeKeptUnlessItIsWanted()
    {
        ResponseRecord record = new();
        _world.Answer(HttpStatusCode.OK, "{}");
        await _world.RunAsync(ReadAsync(record));
        Assert.Equal(HttpStatusCode.OK, record.Status);
        Assert.Null(record.Body);
        Assert.Null(record.ReadBodyAsJson());
    }

    [Fact]
    public async Task BodyInAnotherCharsetShouldBeReadAsJson()
    {
        byte[] bytes = Encoding.Unicode.GetBytes("""{"key":"ä"}""");
        HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=utf-16");
        _world.Answer(response);
        await _world.RunAsync(ReadAsync());
        Assert.Equal(bytes, _record.Body!.Value.ToArray());
        Assert.Equal("""{"key":"ä"}""", _record.ReadBodyAsJson().ToString());
    }

    [Fact]
    public async Task BodyOfAnErrorShouldBeKept()
    {
        _world.Answer(HttpStatusCode.BadRequest, """{"errorMessages":["no"]}""");
        await Assert.ThrowsAsync<AtlassianApiException>(() => _world.RunAsync(ReadAsync()));
        Assert.Equal("""{"errorMessages":["no"]}""", Kept);
    }

    [Fact]
    public async Task BodyThatIsNotTheValueShouldBeKept()
    {
        _world.Answer(HttpStatusCode.OK, "nonsense");
        await Assert.ThrowsAsync<UnreadableSuccessException>(() => _world.RunAsync(ReadAsync()));
        Assert.Equal("nonsense", Kept);
        Assert.ThrowsAny<JsonException>(() => _record.ReadBodyAsJson());
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, """{"deleted":true}""", """{"deleted":true}""")]
    [InlineData(HttpStatusCode.OK, "", "")]
    [InlineData(HttpStatusCode.NoContent, null, "")]
    public async Task BodyOfAMethodWithoutAValueShouldBeKept(HttpStatusCode status, string? body, string kept)
    {
        _world.Answer(status, body);
        await _world.RunAsync(DeleteAsync());
        Assert.Equal(kept, Kept);
        Assert.Equal(kept.Length == 0, _record.ReadBodyAsJson() is null);
    }

    /// <summary>The beginning of such a body is examined, and all of it is kept.</summary>
    [Fact]
    public async Task LongBodyOfAMethodWithoutAValueShouldBeKeptWhole()
    {
        string body = "\"" + new string('x', 200_000) + "\"";
        _world.Answer(HttpStatusCode.OK, body);
        await _world.RunAsync(DeleteAsync());
        Assert.Equal(body, Kept);
    }

    [Fact]
    public async Task BodyOfALaterResponseShouldReplaceAnEarlierOne()
    {
        _world.Answer(HttpStatusCode.OK, "{}");
        await _world.RunAsync(ReadAsync());
        _world.Fail(new HttpRequestException("broken"));
        _world.Answer(HttpStatusCode.OK, """{"key":"A-2"}""");
        await _world.RunAsync(ReadAsync());
        Assert.Equal("""{"key":"A-2"}""", Kept);
    }

    [Fact]
    public async Task BodyThatIsTooLargeShouldNotBeKept()
    {
        // Without a length, the limit is noticed only while the body is read.
        RecordingHandler handler = new(static _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new GeneratedStream(200)) });
        AtlassianCaller caller = new(new HttpMessageInvoker(handler)) { MaxResponseBytes = 100 };
        await Assert.ThrowsAsync<ResponseTooLargeException>(() =>
            caller.WithSettings(new CallSettings { Response = _record }).SendAsync<RawJson>(s_read.CreateRequest("/rest/api/3/thing"), Cancellation));
        Assert.Equal(HttpStatusCode.OK, _record.Status);
        Assert.Null(_record.Body);
        await caller.WithSettings(new CallSettings { Response = _record }).SendAsync(s_delete.CreateRequest("/rest/api/3/thing"), Cancellation);
        Assert.Null(_record.Body);
    }

    [Fact]
    public async Task FileShouldNotBeKept()
    {
        AtlassianCaller caller = new(new HttpMessageInvoker(RecordingHandler.Answering(HttpStatusCode.OK, "file", "text/plain")));
        await using Stream file = await caller.WithSettings(new CallSettings { Response = _record }).DownloadAsync(s_read.CreateRequest("/rest/api/3/thing"), Cancellation);
        Assert.Equal("file", await new StreamReader(file).ReadToEndAsync(Cancellation));
        Assert.Null(_record.Body);
    }

    private Task<RawJson> ReadAsync(ResponseRecord? record = null) =>
        _world.Caller.WithSettings(new CallSettings { Response = record ?? _record }).SendAsync<RawJson>(s_read.CreateRequest("/rest/api/3/thing"), Cancellation);

    private Task DeleteAsync() =>
        _world.Caller.WithSettings(new CallSettings { Response = _record }).SendAsync(s_delete.CreateRequest("/rest/api/3/thing"), Cancellation);
}
