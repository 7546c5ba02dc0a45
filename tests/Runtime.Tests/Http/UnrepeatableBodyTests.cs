using System.Net;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Http;
using Leeway.Runtime.Tests.Calls;
using Leeway.Runtime.Tests.Grants;

namespace Leeway.Runtime.Tests.Http;

/// <summary>A body that can be read only once is sent only once, whichever handler would send it again.</summary>
public sealed class UnrepeatableBodyTests
{
    private static readonly OperationDescriptor s_upload = new(
        "setAvatar", HttpMethod.Put, "/rest/api/3/avatar", "jira", "Jira", [200], repeat: RepeatRule.Always);

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, true)]
    [InlineData(HttpStatusCode.ServiceUnavailable, false)]
    [InlineData(HttpStatusCode.Unauthorized, true)]
    [InlineData(HttpStatusCode.Unauthorized, false)]
    public async Task BodyThatCanBeReadOnceShouldBeSentOnce(HttpStatusCode status, bool isForm)
    {
        GrantWorld world = new();
        await world.SignInAsync();
        world.Time.Advance(TimeSpan.FromMinutes(30));
        string site = world.Simulator.Sites[0].CloudId;
        StubTransport transport = new(request => request.RequestUri!.AbsolutePath.EndsWith("accessible-resources", StringComparison.Ordinal)
            ? StubTransport.Json(HttpStatusCode.OK, $$"""[{"id":"{{site}}","url":"https://acme.atlassian.net","name":"acme","scopes":[]}]""")
            : StubTransport.Json(status, "{}"));
        using AtlassianPipeline pipeline = world.NewNode(options => options.Site = site, transport);
        using HttpRequestMessage request = s_upload.CreateRequest("/rest/api/3/avatar", isForm ? Form() : new UploadBody(Once()));
        request.Options.Set(CallSettings.Key, new CallSettings { MayRepeat = true });

        Task<HttpResponseMessage> sending = pipeline.Invoker.SendAsync(request, TestContext.Current.CancellationToken);
        using HttpResponseMessage response = await world.Time.RunAsync(sending, TimeSpan.FromSeconds(1));
        Assert.Equal(status, response.StatusCode);
        Assert.Single(transport.Sent, static sent => sent.Uri.AbsolutePath.EndsWith("/avatar", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("stream", 1)]
    [InlineData("form", 1)]
    [InlineData("bytes", 2)]
    public async Task BodyThatCanBeReadOnceShouldNotBeSentToTheSiteThatReplacesARefusedOne(string body, int expected)
    {
        GrantWorld world = new();
        await world.SignInAsync();
        string[] sites = ["11111111-2222-4333-8444-555555555555", "22222222-2222-4333-8444-555555555555"];
        int listed = 0;
        StubTransport transport = new(request => request.RequestUri!.AbsolutePath.EndsWith("accessible-resources", StringComparison.Ordinal)
            ? StubTransport.Json(HttpStatusCode.OK, $$"""[{"id":"{{sites[listed++]}}","url":"https://acme.atlassian.net","name":"acme","scopes":[]}]""")
            : StubTransport.Json(HttpStatusCode.Forbidden, """{"code":403,"message":"The app is not installed on this instance"}"""));
        using AtlassianPipeline pipeline = world.NewNode(static options => options.Site = "acme", transport);
        await pipeline.Sites.ChooseAsync(GrantWorld.Id, "acme", TestContext.Current.CancellationToken);
        world.Time.Advance(TimeSpan.FromMinutes(30));
        HttpContent content = body switch
        {
            "stream" => new UploadBody(Once()),
            "form" => Form(),
            _ => new ByteArrayContent("again"u8.ToArray()),
        };
        using HttpRequestMessage request = s_upload.CreateRequest("/rest/api/3/avatar", content);

        using HttpResponseMessage response = await pipeline.Invoker.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(2, listed);
        Assert.Equal(expected, transport.Sent.Count(static sent => sent.Uri.AbsolutePath.EndsWith("/avatar", StringComparison.Ordinal)));
    }

    private static MultipartBody Form()
    {
        MultipartBody form = new();
        form.Add("file", [FileUpload.FromBytes("a"u8.ToArray(), "a.txt"), Once()]);
        return form;
    }

    private static FileUpload Once() => FileUpload.FromStream(new TricklingStream("once"u8.ToArray()), "once.txt");
}
