using System.Net;
using System.Text;
using System.Text.Json;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Json;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>Success statuses that the document does not declare, and successes that cannot be read.</summary>
public sealed class UndeclaredSuccessTests
{
    private static readonly OperationDescriptor s_read = new("getThings", HttpMethod.Get, "/rest/api/3/things", "jira", "Jira", [200]);

    private static readonly OperationDescriptor s_create = new("createThing", HttpMethod.Post, "/rest/api/3/things", "jira", "Jira", [201]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200)]
    [InlineData(202)]
    [InlineData(203)]
    [InlineData(206)]
    [InlineData(207)]
    [InlineData(226)]
    [InlineData(299)]
    public async Task ValueThatFitsShouldBeReturned(int status)
    {
        AtlassianCaller caller = Caller(status, "[\"a\"]");

        Assert.Equal(["a"], await SendAsync(caller, s_create));
        Assert.Equal(["a"], await caller.SendOptionalAsync<IReadOnlyList<string>, ListCodec<string, StringCodec>>(s_create.CreateRequest("/x"), Cancellation));
        Assert.Equal("[\"a\"]", await caller.SendTextAsync(s_create.CreateRequest("/x"), Cancellation));
        await caller.SendAsync(s_create.CreateRequest("/x"), Cancellation);
        await using Stream file = await caller.DownloadAsync(s_read.CreateRequest("/x"), Cancellation);
        Assert.Equal("[\"a\"]", await new StreamReader(file).ReadToEndAsync(Cancellation));
    }

    [Theory]
    [InlineData(202, "")]
    [InlineData(204, null)]
    [InlineData(205, null)]
    public async Task SuccessWithoutABodyShouldBeAcceptedIfNoneIsDeclared(int status, string? body)
    {
        AtlassianCaller caller = Caller(status, body);

        await caller.SendAsync(s_create.CreateRequest("/x"), Cancellation);
        Assert.Null(await caller.SendOptionalAsync<IReadOnlyList<string>, ListCodec<string, StringCodec>>(s_create.CreateRequest("/x"), Cancellation));
    }

    [Theory]
    [InlineData(201, "")]
    [InlineData(202, null)]
    [InlineData(204, null)]
    [InlineData(200, "{}")]
    [InlineData(200, "\"x\"")]
    [InlineData(200, "null")]
    [InlineData(200, "<html>")]
    [InlineData(200, "[\"a\"] x")]
    public async Task WriteWithoutTheDeclaredValueShouldSayThatItWasAccepted(int status, string? body)
    {
        HttpResponseMessage response = RecordingHandler.Response((HttpStatusCode)status, body);
        response.Headers.TryAddWithoutValidation("Location", "/things/7");
        RecordingHandler handler = new(_ => response);

        UnreadableSuccessException exception = await Assert.ThrowsAsync<UnreadableSuccessException>(
            () => SendAsync(new AtlassianCaller(new HttpMessageInvoker(handler)), s_create));

        Assert.Equal(((HttpStatusCode)status, body ?? "", true), (exception.Status, exception.GetBodyText(), exception.IsWrite));
        Assert.Equal("/things/7", exception.Headers["location"]);
        Assert.Equal(Encoding.UTF8.GetBytes(body ?? ""), exception.Body.ToArray());
        Assert.Contains("the server accepted the write, but its body", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(exception.Advice!, exception.Message, StringComparison.Ordinal);
        Assert.Single(handler.Requests);
    }

    [Theory]
    [InlineData(204, null, "text/plain")]
    [InlineData(200, "", "application/json")]
    [InlineData(200, "null", "application/json")]
    public async Task MissingTextShouldThrow(int status, string? body, string mediaType)
    {
        RecordingHandler handler = new(_ => RecordingHandler.Response((HttpStatusCode)status, body, mediaType));

        UnreadableSuccessException exception = await Assert.ThrowsAsync<UnreadableSuccessException>(
            () => new AtlassianCaller(new HttpMessageInvoker(handler)).SendTextAsync(s_read.CreateRequest("/x"), Cancellation));

        Assert.False(exception.IsWrite);
        Assert.Contains("accepted the request", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UndeclaredStatusShouldBeCountedAsDrift()
    {
        using MetricCollector<long> drifts = new(null, "Leeway", "leeway.json.drift");
        OperationDescriptor operation = new("countedThing", HttpMethod.Get, "/x", "jira", "Jira", [200]);

        await SendAsync(Caller(200, "[]"), operation);
        Assert.Empty(ReadKinds());
        await SendAsync(Caller(202, "[]"), operation);
        await Caller(202, "text").SendTextAsync(operation.CreateRequest("/x"), Cancellation);
        await Caller(202, "").SendAsync(operation.CreateRequest("/x"), Cancellation);
        await (await Caller(202, "").DownloadAsync(operation.CreateRequest("/x"), Cancellation)).DisposeAsync();
        await (await Caller(206, "").DownloadAsync(operation.CreateRequest("/x"), Cancellation)).DisposeAsync();

        Assert.Equal(Enumerable.Repeat("undeclared_status", 4), ReadKinds());

        // Other tests read JSON concurrently.
        IEnumerable<object?> ReadKinds() => drifts.GetMeasurementSnapshot()
            .Where(static m => Equals(m.Tags["leeway.json.type"], "countedThing"))
            .Select(static m => m.Tags["leeway.json.drift.kind"]);
    }

    [Fact]
    public async Task StrictReadingShouldRefuseTheStatusAndKeepTheFactThatTheWriteWasAccepted()
    {
        AtlassianCaller caller = Caller(200, "[\"a\"]", JsonModelOptions.Strict);
        Func<Task>[] calls =
        [
            () => SendAsync(caller, s_create),
            () => caller.SendOptionalAsync<IReadOnlyList<string>, ListCodec<string, StringCodec>>(s_create.CreateRequest("/x"), Cancellation),
            () => caller.SendTextAsync(s_create.CreateRequest("/x"), Cancellation),
            () => caller.SendAsync(s_create.CreateRequest("/x"), Cancellation),
        ];
        foreach (Func<Task> call in calls)
        {
            UnreadableSuccessException exception = await Assert.ThrowsAsync<UnreadableSuccessException>(call);
            Assert.True(exception.IsWrite);
            Assert.Equal("application/json; charset=utf-8", exception.Headers["content-type"]);
            Assert.Contains("does not declare the status 200 for createThing", Assert.IsType<JsonException>(exception.InnerException, exactMatch: false).Message, StringComparison.Ordinal);
        }

        Assert.Equal(["a"], await SendAsync(Caller(201, "[\"a\"]", JsonModelOptions.Strict), s_create));
    }

    private static Task<IReadOnlyList<string>> SendAsync(AtlassianCaller caller, OperationDescriptor operation) =>
        caller.SendAsync<IReadOnlyList<string>, ListCodec<string, StringCodec>>(operation.CreateRequest("/x"), Cancellation);

    private static AtlassianCaller Caller(int status, string? body, JsonModelOptions? json = null) =>
        new(new HttpMessageInvoker(new RecordingHandler(_ => RecordingHandler.Response((HttpStatusCode)status, body))), json);

    [Fact]
    public async Task MissingValueShouldBeExplained()
    {
        UnreadableSuccessException exception = await Assert.ThrowsAsync<UnreadableSuccessException>(() => SendAsync(Caller(200, "null"), s_create));

        Assert.Equal("The body is null.", exception.InnerException!.Message);
        Assert.Equal(
            "POST /rest/api/3/things returned 200 OK: the server accepted the write, but its body is not the JSON that the document declares (createThing). Check what it did before you send it again.",
            exception.Message);
    }

    [Fact]
    public async Task UndeclaredStatusOfACallWithoutAValueShouldBeExplained()
    {
        UnreadableSuccessException exception = await Assert.ThrowsAsync<UnreadableSuccessException>(
            () => Caller(200, "", JsonModelOptions.Strict).SendAsync(s_create.CreateRequest("/x"), Cancellation));

        Assert.Equal(
            "POST /rest/api/3/things returned 200 OK: the server accepted the write, but its status is not one that the document declares (createThing). Check what it did before you send it again.",
            exception.Message);
    }

    [Theory]
    [InlineData("text/plain", """{"errorMessages":["No."]}""")]
    [InlineData("application/json", """{"message":"Done"}""")]
    [InlineData("application/json", "[1]")]
    [InlineData("text/html", "<html><form id=\"login-form\"></form></html>")]
    public async Task TextShouldBeReturnedUnlessItIsAnError(string mediaType, string body)
    {
        RecordingHandler handler = new(_ =>
        {
            HttpResponseMessage response = RecordingHandler.Response(System.Net.HttpStatusCode.OK, body, mediaType);

            // A named file is not a login page.
            response.Content.Headers.TryAddWithoutValidation("Content-Disposition", "attachment; filename=a.html");
            return response;
        });

        Assert.Equal(body, await new AtlassianCaller(new HttpMessageInvoker(handler)).SendTextAsync(s_read.CreateRequest("/x"), Cancellation));
    }

    [Fact]
    public async Task OptionalValueShouldBeRequestedAsJson()
    {
        RecordingHandler handler = RecordingHandler.Answering(System.Net.HttpStatusCode.OK, "[]");
        await new AtlassianCaller(new HttpMessageInvoker(handler))
            .SendOptionalAsync<IReadOnlyList<string>, ListCodec<string, StringCodec>>(s_read.CreateRequest("/x"), Cancellation);
        Assert.Equal(["Accept: application/json"], Assert.Single(handler.Requests).Headers);
    }

    [Fact]
    public void ExceptionsOfApplicationsShouldHaveTheirDefaults()
    {
        UnreadableSuccessException unreadable = new("x", System.Net.HttpStatusCode.OK) { Body = "\u00e4"u8.ToArray() };
        Assert.Equal(("\u00e4", false), (unreadable.GetBodyText(), unreadable.IsWrite));
        Assert.Empty(unreadable.Headers);
        Assert.True(new RateLimitedException("x").WasSent);
        Uri address = new("https://new.atlassian.net");
        Assert.Same(address, new SiteMovedException("x", System.Net.HttpStatusCode.Found, address).NewAddress);
        Assert.Throws<ArgumentNullException>("newAddress", static () => new SiteMovedException("x", System.Net.HttpStatusCode.Found, null!));
        Assert.Throws<ArgumentNullException>("name", static () => new ResponseRecord().Find(null!));
        Assert.Throws<ArgumentException>("name", static () => new ResponseRecord().Find(""));
    }
}
