using System.Net;
using System.Text;
using InnerPage = Leeway.Runtime.Tests.Json.Models.Page<Leeway.Runtime.Tests.Json.Models.Inner>;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Jira;
using Leeway.Json;
using Leeway.Paging;
using Leeway.Runtime.Tests.Json.Models;

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

    /// <summary>The members of a type show whether other members than those of errors can be beside them.</summary>
    [Theory]
    [InlineData("reason")]
    [InlineData("title")]
    [InlineData("detail")]
    [InlineData("message")]
    [InlineData("error_description")]
    public void StatusBesideAnyWordShouldBeAnError(string word)
    {
        Assert.Equal((true, true), Classify($$"""{"status":404,"{{word}}":"x"}"""));
        Assert.Equal((false, false), Classify($$"""{"{{word}}":"x"}"""));
        Assert.Equal((false, false), Classify($$"""{"status":404,"{{word}}":" "}"""));
        Assert.Equal((true, true), Classify($$$"""{"error":{"{{{word}}}":"x"}}"""));
        Assert.Equal((false, false), Classify($$$"""{"error":{"{{{word}}}":5}}"""));
    }

    [Theory]
    [InlineData("statusCode")]
    [InlineData("status")]
    [InlineData("code")]
    [InlineData("http-status-code")]
    [InlineData("errorCode")]
    public void EveryNameOfAStatusShouldBeKnown(string name)
    {
        Assert.Equal((true, true), Classify($$"""{"message":"x","{{name}}":404}"""));
        Assert.Equal((false, false), Classify($$"""{"message":"x","{{name}}":200}"""));
    }

    [Theory]
    [InlineData("399", false)]
    [InlineData("400", true)]
    [InlineData("599", true)]
    [InlineData("600", false)]
    [InlineData("\"404\"", true)]
    [InlineData("\"+404\"", false)]
    [InlineData("\"x\"", false)]
    [InlineData("404.5", false)]
    [InlineData("null", false)]
    [InlineData("[404]", false)]
    public void OnlyTheStatusOfAnErrorShouldCount(string status, bool expected) =>
        Assert.Equal((expected, expected), Classify($$"""{"message":"x","status":{{status}}}"""));

    [Theory]
    [InlineData("errorMessages")]
    [InlineData("messages")]
    [InlineData("details")]
    [InlineData("data")]
    [InlineData("type")]
    [InlineData("instance")]
    [InlineData("path")]
    [InlineData("timestamp")]
    [InlineData("method")]
    [InlineData("key")]
    [InlineData("context")]
    [InlineData("errors")]
    [InlineData("warnings")]
    [InlineData("warningMessages")]
    [InlineData("i18nErrorMessage")]
    [InlineData("traceId")]
    [InlineData("request_id")]
    [InlineData("correlationId")]
    [InlineData("success")]
    [InlineData("ok")]
    public void MemberOfAnErrorShouldNotBeAnythingElse(string name) => Assert.Equal((true, true), Classify($$"""{"error":"x","{{name}}":1}"""));

    [Theory]
    [InlineData("""{"errorMessage":"x"}""", true, true)]
    [InlineData("""{"error":"x"}""", true, true)]
    [InlineData("""{"error":{"error":"x"}}""", true, true)]
    [InlineData("""{"error":{"errorMessage":"x"}}""", true, true)]
    [InlineData("""{"error":{"id":"x"}}""", false, false)]
    [InlineData("""{"error":{"code":5}}""", false, false)]
    [InlineData("""{"error":["x"]}""", true, true)]
    [InlineData("""{"error":[{"message":"x"}]}""", true, true)]
    [InlineData("""{"error":[]}""", false, false)]
    [InlineData("""{"error":true}""", false, false)]
    [InlineData("""{"error":"x","id":1}""", true, false)]
    [InlineData("""{"errorMessages":["x"],"error":"y"}""", true, true)]
    [InlineData("""{"errorMessages":[],"error_messages":[],"errors":{"a":"b"}}""", true, true)]
    [InlineData("""{"errorMessages":[],"error_messages":[],"errors":{}}""", true, false)]
    [InlineData("""{"errorMessages":[],"errors":[]}""", true, false)]
    [InlineData("""{"errorMessages":[],"errors":["x"]}""", true, true)]
    [InlineData("""{"errorMessages":null,"errors":{}}""", false, false)]
    [InlineData("""{"errorMessages":[],"errors":null}""", false, false)]
    [InlineData("""{"error":[],"errors":{}}""", false, false)]
    [InlineData("""{"errors":["x"]}""", true, false)]
    [InlineData("""{"errors":{"a":"b"}}""", true, false)]
    [InlineData("""{"errors":[{"message":"x"}]}""", true, true)]
    [InlineData("""{"errors":[{"id":"x"}]}""", true, false)]
    [InlineData("""{"errors":[{"message":"x"}],"Errors":[{"message":"y"}]}""", true, true)]
    [InlineData("""{"errors":[]}""", false, false)]
    [InlineData("""{"errors":[5]}""", false, false)]
    [InlineData("""{"status":404,"name":"x"}""", false, false)]
    [InlineData("""{"status":404,"code":404,"message":"x"}""", true, true)]
    [InlineData(" \t\r\n{\"error\":\"x\"}", true, true)]
    [InlineData("""["x"]""", false, false)]
    [InlineData("""{"error":"\ud800"}""", false, false)]
    [InlineData("""{"error":"x" """, false, false)]
    [InlineData("", false, false)]
    public void MembersShouldDecideWhetherABodyIsAnError(string body, bool expected, bool expectedWithoutNames) =>
        Assert.Equal((expected, expectedWithoutNames), Classify(body));

    [Fact]
    public void LargeBodyShouldNotBeAnError()
    {
        string start = "{\"error\":\"";
        string largest = start + new string('x', (64 * 1024) - start.Length - 2) + "\"}";

        Assert.Equal((true, true), Classify(largest));
        Assert.Equal((false, false), Classify(largest.Replace(":", ": ", StringComparison.Ordinal)));
    }

    private static (bool Undeclared, bool Unnamed) Classify(string body)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(body);
        Assert.False(ErrorBody.IsOne(utf8, RootMembers.Declared));
        return (ErrorBody.IsOne(utf8, RootMembers.Undeclared), ErrorBody.IsOne(utf8, RootMembers.Unnamed));
    }
}
