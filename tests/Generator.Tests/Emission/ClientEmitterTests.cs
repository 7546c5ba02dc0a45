using System.Net;
using Leeway.Calls;
using Leeway.Generator.Emission;
using Leeway.Generator.Shaping;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.Generator.Tests.Emission;

/// <summary>Compiles emitted clients and checks their requests.</summary>
public class ClientEmitterTests
{
    private const string Usage = """
        #pragma warning disable CS0618, CS1591, LEEWAYX001
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Leeway;
        using Leeway.Json;
        using Made.By.Hand;

        public static class Usage
        {
            public static Task PathValues(IShopClient shop) => shop.Items.GetItemAsync("a/b?c#d%2e", -5);
            public static Task DotSegment(IShopClient shop) => shop.Items.GetItemAsync("..", 1);
            public static Task AllOfAQuery(IShopClient shop) => shop.Items.FindItemsAsync(
                "a b&c=d+e", each: ["x y", "z"], joined: [1, -2], color: "own color", colors: [Color.Red, Color.SlashedGreen], flag: true, limit: 5, ratio: 0.5,
                since: new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)), day: new DateOnly(2026, 1, 2),
                id: Guid.Parse("11223344-a1b2-3b33-c444-def123456789"), oddName: "v", @class: "c");
            public static Task RequiredQueryAlone(IShopClient shop) => shop.Items.FindItemsAsync("x");
            public static Task NullForRequired(IShopClient shop) => shop.Items.FindItemsAsync(null!);
            public static Task KeywordSegment(IShopClient shop) => shop.Items.GetKindAsync("", "");
            public static Task KeywordQuery(IShopClient shop) => shop.Items.GetKindAsync("a", null!);
            public static Task KeywordHeader(IShopClient shop) => shop.Items.GetKindAsync("a", "b", "\0");
            public static Task NumericIds(IShopClient shop) => shop.Items.GetNumberedAsync("5", ["-6", "7"], ["8", "9007199254740993"], "10");
            public static Task KeywordId(IShopClient shop) => shop.Items.GetNumberedAsync("5", ["6"], @class: "x");
            public static Task QueryOfAMap(IShopClient shop) => shop.Items.FindByPropertiesAsync(new Dictionary<string, string> { ["a b"] = "c&d" });
            public static Task NoQueryOfAMap(IShopClient shop) => shop.Items.FindByPropertiesAsync();
            public static Task TypedPathValues(IShopClient shop) => shop.Items.GetColoredAsync(Color.SlashedGreen, new DateOnly(2026, 1, 2), true);
            public static Task NamesOfOtherPlaces(IShopClient shop) => shop.Items.SameNamesAsync("1", "2", "3");
            public static Task JsonBody(IShopClient shop) => shop.Items.CreateItemAsync(new Item { Name = "n\"ä" });
            public static Task NullBody(IShopClient shop) => shop.Items.CreateItemAsync(null!);
            public static Task OtherMediaType(IShopClient shop) => shop.Items.PatchItemAsync(RawJson.Parse("[1]"));
            public static Task JsonStringBody(IShopClient shop) => shop.Items.SetNameAsync("n");
            public static Task TextBody(IShopClient shop) => shop.Items.SetNoteAsync("ä");
            public static Task CompositeBody(IShopClient shop) => shop.Items.SetManyAsync(new Dictionary<string, IReadOnlyList<Item>> { ["k"] = [new Item { Name = "n" }] });
            public static Task NoBody(IShopClient shop) => shop.Items.SetManyAsync();
            public static Task StructBody(IShopClient shop) => shop.Items.SetAnyAsync(RawJson.Parse("true"));
            public static Task NoStructBody(IShopClient shop) => shop.Items.SetAnyAsync();
            public static Task FileBody(IShopClient shop) => shop.Items.SetPictureAsync(FileUpload.FromBytes(new byte[] { 65 }, "a.png", "image/png"));
            public static Task DeleteWithBody(IShopClient shop) => shop.Items.DeleteItemsAsync(["a"]);
            public static Task Form(IShopClient shop) => shop.Items.AttachAsync(
                [FileUpload.FromBytes(new byte[] { 65 }, "a.txt", "text/plain"), FileUpload.FromBytes(new byte[] { 66 }, "b.bin")], true, "hi", Color.Red, ["t", "u"], [-1], [new Item()], "current");
            public static Task SparseForm(IShopClient shop) => shop.Items.AttachAsync([FileUpload.FromBytes(default, "c.bin")], false, tags: [], sizes: [], items: []);
            public static Task FormWithoutFiles(IShopClient shop) => shop.Items.AttachAsync([], false);
            public static Task Headers(IShopClient shop) => shop.Items.WithHeadersAsync(Guid.Parse("11223344-a1b2-3b33-c444-def123456789"), "note", false);
            public static Task HeaderThatInjects(IShopClient shop) => shop.Items.WithHeadersAsync(default, "a\r\nX-Evil: b");
            public static Task Download(IShopClient shop) => shop.Items.DownloadAsync();
            public static Task<string> Text(IShopClient shop) => shop.Items.GetTextAsync();
            public static Task<long> Count(IShopClient shop) => shop.Items.GetCountAsync();
            public static Task<Item?> Maybe(IShopClient shop) => shop.Items.GetMaybeAsync();
            public static async Task<string?> Value(IShopClient shop) => (await shop.Items.GetItemAsync("1", 1)).Name;
            public static Task Head(IShopClient shop) => shop.Items.HeadAsync();
            public static Task Options(IShopClient shop) => shop.Items.OptionsAsync();
            public static Task Clashes(IShopClient shop) => shop.Items.ClashesAsync("1", "2", "3", "4", "5", "6", "7", "8");
            public static Task Old(IShopClient shop) => shop.Items.OldAsync();
            public static Task OtherTag(IShopClient shop) => shop.NothingElse.PingAsync();
            public static Task Cancelled(IShopClient shop) => shop.NothingElse.PingAsync(new CancellationToken(true));
        }
        """;

    private static readonly Lazy<EmittedAssembly> s_emitted = new(static () => EmittedAssembly.Of(HandMadeClient.Shape, Usage));

    [Fact]
    public void EveryConstructShouldCompileWithoutAWarningInTheOldestCSharp() =>
        EmittedAssembly.Of(HandMadeClient.Shape, version: LanguageVersion.CSharp12);

    [Theory]
    [InlineData("PathValues", "GET /rest/items/a%2Fb%3Fc%23d%252e/parts/-5")]
    [InlineData("AllOfAQuery", "GET /rest/items?text=a%20b%26c%3Dd%2Be&each=x%20y&each=z&joined=1,-2&color=own%20color&colors=red&colors=green%2Fblue&flag=true&limit=5&ratio=0.5&since=2026-01-02T02%3A04%3A05.000Z&day=2026-01-02&id=11223344-a1b2-3b33-c444-def123456789&odd%20name%26%3D=v&class=c")]
    [InlineData("RequiredQueryAlone", "GET /rest/items?text=x")]
    [InlineData("QueryOfAMap", "GET /rest/items/by?a%20b=c%26d")]
    [InlineData("NoQueryOfAMap", "GET /rest/items/by")]
    [InlineData("TypedPathValues", "GET /rest/items/green%2Fblue/2026-01-02/true")]
    [InlineData("NamesOfOtherPlaces", "GET /rest/items/1/2?ID=3")]
    [InlineData("JsonBody", "POST /rest/items", "Content-Type: application/json", "", "{\"name\":\"n\\\"ä\"}")]
    [InlineData("OtherMediaType", "PATCH /rest/items", "Content-Type: application/json-patch+json", "", "[1]")]
    [InlineData("JsonStringBody", "PUT /rest/items/name", "Content-Type: application/json", "", "\"n\"")]
    [InlineData("TextBody", "PUT /rest/items/note", "Content-Type: text/plain; charset=utf-8", "", "ä")]
    [InlineData("CompositeBody", "PUT /rest/items/many", "Content-Type: application/json", "", "{\"k\":[{\"name\":\"n\"}]}")]
    [InlineData("NoBody", "PUT /rest/items/many")]
    [InlineData("StructBody", "PUT /rest/items/any", "Content-Type: application/json", "", "true")]
    [InlineData("NoStructBody", "PUT /rest/items/any")]
    [InlineData("FileBody", "PUT /rest/items/picture", "Content-Type: image/png", "", "A")]
    [InlineData("DeleteWithBody", "DELETE /rest/items", "Content-Type: application/json", "", "[\"a\"]")]
    [InlineData("Head", "HEAD /rest/items")]
    [InlineData("Options", "OPTIONS /rest/items")]
    [InlineData("NumericIds", "GET /rest/items/5/parts?each-id=-6,7&ids=8&ids=9007199254740993&ID=10")]
    [InlineData("OtherTag", "GET /ping")]
    [InlineData("Old", "GET /rest/items/old")]
    public async Task RequestShouldMatchTheDocument(string usage, string request, params string[] rest)
    {
        var handler = new RecordingHandler(HttpStatusCode.OK, "[]");
        try
        {
            await s_emitted.Value.RunAsync(usage, Root(handler));
        }
        catch (AtlassianApiException)
        {
            // The response does not have the type of every operation. The test checks only the request.
        }

        string accept = "Accept: application/json";
        Assert.Equal(string.Join('\n', [request, accept, .. rest.Length == 0 ? [""] : rest]), Assert.Single(handler.Requests));
    }

    [Fact]
    public async Task FormShouldContainItsPartsAndTheQueryTheOtherParameters()
    {
        var handler = new RecordingHandler(HttpStatusCode.OK, "");
        await s_emitted.Value.RunAsync("Form", Root(handler));
        await s_emitted.Value.RunAsync("SparseForm", Root(handler));
        Assert.Equal(
            """
            POST /rest/items/files?status=current
            X-Atlassian-Token: no-check
            Accept: application/json
            Content-Type: multipart/form-data; boundary="BOUNDARY"

            --BOUNDARY
            Content-Type: text/plain
            Content-Disposition: form-data; name="file"; filename="a.txt"

            A
            --BOUNDARY
            Content-Type: application/octet-stream
            Content-Disposition: form-data; name="file"; filename="b.bin"

            B
            --BOUNDARY
            Content-Type: text/plain; charset=utf-8
            Content-Disposition: form-data; name="minorEdit"

            true
            --BOUNDARY
            Content-Type: text/plain; charset=utf-8
            Content-Disposition: form-data; name="my comment"

            hi
            --BOUNDARY
            Content-Type: text/plain; charset=utf-8
            Content-Disposition: form-data; name="color"

            red
            --BOUNDARY
            Content-Type: text/plain; charset=utf-8
            Content-Disposition: form-data; name="tags"

            t
            --BOUNDARY
            Content-Type: text/plain; charset=utf-8
            Content-Disposition: form-data; name="tags"

            u
            --BOUNDARY
            Content-Type: text/plain; charset=utf-8
            Content-Disposition: form-data; name="sizes"

            -1
            --BOUNDARY
            Content-Type: application/json
            Content-Disposition: form-data; name="items"

            [{}]
            --BOUNDARY--

            """,
            handler.Requests[0]);
        Assert.EndsWith("name=\"minorEdit\"\n\nfalse\n--BOUNDARY--\n", handler.Requests[1], StringComparison.Ordinal);
        ArgumentException refusal = await Assert.ThrowsAsync<ArgumentException>(() => s_emitted.Value.RunAsync("FormWithoutFiles", Root(handler)));
        Assert.Equal("file", refusal.ParamName);
        Assert.Equal(2, handler.Requests.Count);
    }

    [Fact]
    public async Task ConstantHeadersAndHeaderArgumentsShouldBeSent()
    {
        var handler = new RecordingHandler(HttpStatusCode.OK, "");
        await s_emitted.Value.RunAsync("Headers", Root(handler));
        Assert.Equal(
            "GET /rest/items/headers\nX-ExperimentalApi: opt-in\nAtlassian-Transfer-Id: 11223344-a1b2-3b33-c444-def123456789\nX-Note: note\nX-Flag: false\nAccept: application/json\n",
            handler.Requests[0]);
        ArgumentException refusal = await Assert.ThrowsAsync<ArgumentException>(() => s_emitted.Value.RunAsync("HeaderThatInjects", Root(handler)));
        Assert.Equal("xNote", refusal.ParamName);
        Assert.Single(handler.Requests);
    }

    [Theory]
    [InlineData("DotSegment", "itemId")]
    [InlineData("NullForRequired", "text")]
    [InlineData("NullBody", "body")]
    [InlineData("KeywordSegment", "class")]
    [InlineData("KeywordQuery", "for")]
    [InlineData("KeywordHeader", "if")]
    [InlineData("KeywordId", "class")]
    public async Task InvalidArgumentShouldBeRejectedByNameBeforeAnythingIsSent(string usage, string parameter)
    {
        var handler = new RecordingHandler(HttpStatusCode.OK, "{}");
        ArgumentException refusal = await Assert.ThrowsAnyAsync<ArgumentException>(() => s_emitted.Value.RunAsync(usage, Root(handler)));
        Assert.Equal(parameter, refusal.ParamName);
        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task ParametersNamedLikeLocalsShouldKeepTheirPlaces()
    {
        var handler = new RecordingHandler(HttpStatusCode.OK, "{}");
        await s_emitted.Value.RunAsync("Clashes", Root(handler));
        Assert.Equal(
            "GET /rest/items/1?request=2&form=3&cancellationToken=4&caller=5&_caller=6&s_clashes=7\nX-A: 8\nAccept: application/json\n",
            Assert.Single(handler.Requests));
    }

    [Fact]
    public async Task ResponsesShouldBeReadAsTheirKind()
    {
        Assert.Equal("n", await RunAsync("Value", "{\"name\":\"n\"}"));
        Assert.Equal("t", await RunAsync("Text", "\"t\""));
        Assert.Equal(5L, await RunAsync("Count", "5"));
        Assert.Null(await RunAsync("Maybe", "", HttpStatusCode.NoContent));
        using var reader = new StreamReader((Stream)(await RunAsync("Download", "bytes"))!);
        Assert.Equal("bytes", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));

        static Task<object?> RunAsync(string usage, string body, HttpStatusCode status = HttpStatusCode.OK) =>
            s_emitted.Value.RunAsync(usage, Root(new RecordingHandler(status, body)));
    }

    [Fact]
    public async Task CancellationShouldReachTheHandlers() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => s_emitted.Value.RunAsync("Cancelled", Root(new CancellingHandler())));

    [Fact]
    public async Task DescriptorShouldContainTheFactsOfTheDocument()
    {
        OperationDescriptor? seen = null;
        await s_emitted.Value.RunAsync("Old", Root(new DescriptorHandler(descriptor => seen = descriptor)));
        Assert.NotNull(seen);
        Assert.Equal(("old", "GET", "/rest/items/old", "jira", "Shop"), (seen.Id, seen.Method.Method, seen.Route, seen.Gateway, seen.Product));
        Assert.Equal([200], seen.SuccessStatuses);
        Assert.Equal(["read:jira-work", "write:jira-work"], seen.ClassicScopes);
        Assert.Equal(["read:issue:jira"], seen.GranularScopes);
        Assert.True(seen is { IsDeprecated: true, IsExperimental: true, IsReadOnly: true, Paging: Leeway.Calls.PagingStyle.None });

        await s_emitted.Value.RunAsync("RequiredQueryAlone", Root(new DescriptorHandler(descriptor => seen = descriptor)));
        Assert.Equal(Leeway.Calls.PagingStyle.Offset, seen.Paging);
    }

    [Fact]
    public void RegistrationShouldOfferTheRootAndEachInterface()
    {
        var services = new ServiceCollection();
        services.AddSingleton(new AtlassianCaller(new HttpMessageInvoker(new RecordingHandler(HttpStatusCode.OK, ""))));
        Type registration = s_emitted.Value.Assembly.GetType("Microsoft.Extensions.DependencyInjection.MadeByHandBuilderExtensions", throwOnError: true)!;
        registration.GetMethod("AddShop")!.Invoke(null, [new Builder(services)]);
        registration.GetMethod("AddShop")!.Invoke(null, [new Builder(services)]);
        using ServiceProvider provider = services.BuildServiceProvider();
        foreach (string name in (string[])["IShopClient", "ShopClient", "IItemsApi", "INothingElseApi"])
        {
            Type type = s_emitted.Value.Assembly.GetType("Made.By.Hand." + name, throwOnError: true)!;
            Assert.Single(provider.GetServices(type));
        }
    }

    [Fact]
    public void RouteWithAnotherHostShouldStayOnTheSite()
    {
        string client = ClientEmitter.Emit(new InterfaceShape(
            HandMadeClient.Api, "t", "ITApi", "TApi", "T", [HandMadeClient.Operation("evil", "GET", "//evil.example/{", TypeReference.Nothing)])).ToString();
        Assert.Contains("CreateRequest(\"/evil.example/%7B\")", client, StringComparison.Ordinal);
    }

    private static object Root(HttpMessageHandler handler) => s_emitted.Value.CreateRoot(HandMadeClient.Api, handler);

    private sealed class Builder(IServiceCollection services) : IAtlassianBuilder
    {
        public string Name => "test";

        public string RegistrationName => "";

        public IServiceCollection Services => services;
    }

    private sealed class CancellingHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new InvalidOperationException("The handler did not receive the cancellation token.");
        }
    }

    private sealed class DescriptorHandler(Action<OperationDescriptor> see) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.True(request.Options.TryGetValue(OperationDescriptor.Key, out OperationDescriptor? descriptor));
            see(descriptor);
            return Task.FromResult(new HttpResponseMessage { Content = new StringContent("[]") });
        }
    }
}
