using System.Net;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Jira;
using Leeway.Json;
using Leeway.Paging;
using Leeway.Runtime.Tests.Json.Models;
using InnerPage = Leeway.Runtime.Tests.Json.Models.Page<Leeway.Runtime.Tests.Json.Models.Inner>;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>Successes whose body is an error.</summary>
public sealed class ErrorBodyTests
{
    private static readonly OperationDescriptor s_read = new("getThing", HttpMethod.Get, "/rest/api/3/thing", "jira", "Jira", [200]);

    private static readonly OperationDescriptor s_write = new("setThing", HttpMethod.Put, "/rest/api/3/thing", "jira", "Jira", [200]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The errors of Jira, Confluence, JSM, the gateway, GraphQL, the token endpoint, problem details, and servers before the products.</summary>
    public static TheoryData<string, string> Errors => new()
    {
        { """{"errorMessages":["It does not exist."],"errors":{}}""", "It does not exist." },
        { """{"errorMessages":["It does not exist."]}""", "It does not exist." },
        { """{"errorMessages":[],"errors":{"summary":"It is required."}}""", "summary: It is required." },
        { """{"errors":{"summary":"It is required."},"errorMessages":[],"status":400}""", "summary: It is required." },
        { """ {"message":"No content found","statusCode":404}""", "No content found" },
        { """{"statusCode":"404","data":{"authorized":false,"errors":[]},"message":"No content found","reason":"Not Found"}""", "No content found" },
        { """{"code":401,"message":"Unauthorized"}""", "Unauthorized" },
        { """{"errors":[{"status":404,"code":"NOT_FOUND","title":"Not Found","detail":"No such page"}]}""", "Not Found: No such page" },
        { """{"errors":[{"message":"No such site"}],"data":null}""", "No such site" },
        { """{"errorMessage":"No such request","i18nErrorMessage":{"i18nKey":"x","parameters":[]}}""", "No such request" },
        { """{"error":"invalid_token","error_description":"The token has expired"}""", "The token has expired" },
        { """{"error":{"code":404,"message":"No such thing"}}""", "No such thing" },
        { """{"timestamp":"2026-11-01T12:00:00Z","status":500,"error":"Internal Server Error","path":"/x"}""", "Internal Server Error" },
        { """{"type":"about:blank","title":"Not Found","status":404,"detail":"No such thing"}""", "Not Found: No such thing" },
        { """{"status-code":404,"message":"null for uri: /x"}""", "null for uri: /x" },
        { "\uFEFF{\"ErrorMessages\":\"No such thing\"}", "No such thing" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task ErrorInsteadOfAValueShouldThrow(string body, string words)
    {
        AtlassianCaller caller = Caller(body);
        Func<Task>[] calls =
        [
            () => caller.SendAsync<Inner, ValueCodec<Inner>>(s_read.CreateRequest("/x"), Cancellation),
            () => caller.SendOptionalAsync<Inner, ValueCodec<Inner>>(s_read.CreateRequest("/x"), Cancellation),
            () => caller.SendAsync<InnerPage, ValueCodec<InnerPage>>(s_read.CreateRequest("/x"), Cancellation),
            () => caller.SendAsync<IReadOnlyList<Inner>, ListCodec<Inner, ValueCodec<Inner>>>(s_read.CreateRequest("/x"), Cancellation),
        ];
        foreach (Func<Task> call in calls)
        {
            UnreadableSuccessException exception = await Assert.ThrowsAsync<UnreadableSuccessException>(call);

            Assert.Equal((HttpStatusCode.OK, false, "getThing"), (exception.Status, exception.IsWrite, exception.OperationId));
            Assert.StartsWith("GET /rest/api/3/thing returned 200 OK, but its body is an error: ", exception.Message, StringComparison.Ordinal);
            Assert.Contains(words, exception.Message, StringComparison.Ordinal);
            Assert.Contains(words, exception.Messages.Concat(exception.FieldErrors.Select(static field => $"{field.Key}: {field.Value}")));
            Assert.Equal(body, exception.GetBodyText());
        }
    }

    [Fact]
    public async Task WriteShouldSayThatItMayHaveBeenCarriedOut()
    {
        AtlassianCaller caller = Caller("""{"errorMessages":["It failed."],"errors":{}}""");
        foreach (Func<Task> call in (Func<Task>[])
        [
            () => caller.SendAsync<Inner, ValueCodec<Inner>>(s_write.CreateRequest("/x"), Cancellation),
            () => caller.SendAsync(s_write.CreateRequest("/x"), Cancellation),
            () => caller.SendTextAsync(s_write.CreateRequest("/x"), Cancellation),
        ])
        {
            UnreadableSuccessException exception = await Assert.ThrowsAsync<UnreadableSuccessException>(call);

            Assert.True(exception.IsWrite);
            Assert.EndsWith("It failed. (setThing). The write may have been carried out. Check before you send it again.", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task EmptyErrorOfJiraShouldNotBeAnEmptyModel() => Assert.StartsWith(
        "GET /rest/api/3/thing returned 200 OK, but its body is an error (getThing).",
        (await Assert.ThrowsAsync<UnreadableSuccessException>(
            () => Caller("""{"errorMessages":[],"errors":{}}""").SendAsync<Inner, ValueCodec<Inner>>(s_read.CreateRequest("/x"), Cancellation))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task EnumerationShouldNotEndAtAnError()
    {
        JiraClient jira = new(Caller("""{"errorMessages":["The search failed."],"errors":{}}"""));
        PagedItems<Project> projects = jira.Projects.EnumerateProjectsAsync();

        UnreadableSuccessException exception = await Assert.ThrowsAsync<UnreadableSuccessException>(async () =>
        {
            await foreach (Project _ in projects)
            {
            }
        });

        Assert.Equal(["The search failed."], exception.Messages);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"other":1}""")]
    [InlineData("""{"message":"Done"}""")]
    [InlineData("""{"message":"Done","statusCode":200}""")]
    [InlineData("""{"message":"Done","code":7}""")]
    [InlineData("""{"statusCode":404}""")]
    [InlineData("""{"errors":[]}""")]
    [InlineData("""{"errors":{}}""")]
    [InlineData("""{"errors":null,"errorMessages":null}""")]
    [InlineData("""{"errorMessages":[]}""")]
    [InlineData("""{"errorMessages":[""]}""")]
    [InlineData("""{"errors":0,"error":null}""")]
    [InlineData("""{"error":false}""")]
    [InlineData("""{"error":""}""")]
    [InlineData("""{"id":1,"errorMessages":["It does not exist."],"errors":{}}""")]
    [InlineData("""{"errorMessages":["It does not exist."],"errors":{},"self":null}""")]
    [InlineData("""{"\u0069d":"x","error":"It does not exist."}""")]
    public async Task OtherModelShouldBeReadAsBefore(string body) => Assert.Equal(
        RawJson.Parse(body),
        RawJson.From(await Caller(body).SendAsync<Inner, ValueCodec<Inner>>(s_read.CreateRequest("/x"), Cancellation)));

    [Theory]
    [InlineData("""{"errorMessages":["No such issue."],"errors":{"a":"b"},"status":404}""")]
    [InlineData("""{"errors":{"a":"b"}}""")]
    [InlineData("""{"status":404,"message":"No such issue."}""")]
    public async Task ModelThatDeclaresTheMembersOfAnErrorShouldBeReadAsBefore(string body) => Assert.Equal(
        RawJson.Parse(body),
        RawJson.From(await Caller(body).SendAsync<ErrorCollection, ValueCodec<ErrorCollection>>(s_read.CreateRequest("/x"), Cancellation)));

    [Theory]
    [InlineData("""{"errorMessages":["x"],"errors":{}}""", true)]
    [InlineData("""{"message":"x","statusCode":404}""", true)]
    [InlineData("""{"errorMessages":["x"],"mine":{"id":1}}""", false)]
    [InlineData("""{"errors":{"id":1},"other":[]}""", false)]
    [InlineData("""{"errors":{"id":1},"message":[]}""", false)]
    [InlineData("""{"errorMessages":[],"errors":{}}""", false)]
    public async Task MapShouldBeAnErrorOnlyIfAllItsNamesAreThoseOfAnError(string body, bool isError)
    {
        Task<IReadOnlyDictionary<string, Inner>> call =
            Caller(body).SendAsync<IReadOnlyDictionary<string, Inner>, MapCodec<Inner, ValueCodec<Inner>>>(s_read.CreateRequest("/x"), Cancellation);

        Assert.Equal(isError, await Record.ExceptionAsync(() => call) is UnreadableSuccessException);
    }

    [Theory]
    [InlineData("""{"errorMessages":["x"],"errors":["y"]}""")]
    public async Task MapOfTheShapeOfAnErrorShouldBeRead(string body) => Assert.Equal(
        ["errorMessages", "errors"],
        (await Caller(body).SendAsync<IReadOnlyDictionary<string, IReadOnlyList<string>>, MapCodec<IReadOnlyList<string>, ListCodec<string, StringCodec>>>(
            s_read.CreateRequest("/x"), Cancellation)).Keys);

    [Theory]
    [InlineData("""{"errorMessages":["x"],"errors":{}}""")]
    [InlineData("""{"message":"x","statusCode":404}""")]
    public async Task AnyJsonShouldBeReadAsBefore(string body)
    {
        Assert.Equal(RawJson.Parse(body), await Caller(body).SendAsync<RawJson, ValueCodec<RawJson>>(s_read.CreateRequest("/x"), Cancellation));
        await using Stream file = await Caller(body).DownloadAsync(s_read.CreateRequest("/x"), Cancellation);
        Assert.Equal(body, await new StreamReader(file).ReadToEndAsync(Cancellation));
    }

    [Theory]
    [InlineData("""{"errorMessages":[],"errors":{}}""")]
    [InlineData("""{"errors":{"a":"b"}}""")]
    [InlineData("""{"message":"Done"}""")]
    [InlineData("""{"message":"Not allowed","statusCode":403,"id":"1"}""")]
    [InlineData("""{"errorMessages":["x"]""")]
    [InlineData("""["x"]""")]
    public async Task OtherBodyOfAMethodWithoutAValueShouldBeIgnored(string body) => await Caller(body).SendAsync(s_write.CreateRequest("/x"), Cancellation);

    [Fact]
    public async Task UnknownKindOfAUnionShouldBeReadAsBefore()
    {
        const string Body = """{"type":"hexagon","errors":["x"]}""";

        Assert.IsType<Shape.Unknown>(await Caller(Body).SendAsync<Shape, ValueCodec<Shape>>(s_read.CreateRequest("/x"), Cancellation));
    }

    private static AtlassianCaller Caller(string body) => new(new HttpMessageInvoker(RecordingHandler.Answering(HttpStatusCode.OK, body)));
}
