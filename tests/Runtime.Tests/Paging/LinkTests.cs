using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Json;
using Leeway.Paging;
using Leeway.Runtime.Tests.Grants;
using Leeway.Runtime.Tests.Http;

namespace Leeway.Runtime.Tests.Paging;

/// <summary>Lists whose pages link to the next one, at a host other than Atlassian's.</summary>
public sealed class LinkTests : IDisposable
{
    private const string List = "https://api.bitbucket.org/2.0/repositories/acme%20inc";

    private static readonly OperationDescriptor s_operation = new(
        "listRepositories", HttpMethod.Get, "/repositories/{workspace}", "", "Bitbucket", [200], paging: PagingStyle.Link,
        server: new ServerAddress("https://api.bitbucket.org/2.0"));

    private readonly GrantWorld _world = new();
    private readonly StubTransport _transport;
    private readonly Queue<(string Body, string? Link)> _pages = [];

    public LinkTests()
    {
        _transport = new StubTransport(_ =>
        {
            (string body, string? link) = _pages.Dequeue();
            HttpResponseMessage response = StubTransport.Json(HttpStatusCode.OK, body);
            if (link is not null)
            {
                response.Headers.TryAddWithoutValidation("Link", link);
            }

            return response;
        });
    }

    public void Dispose() => _transport.Dispose();

    [Fact]
    public async Task WholeQueryOfTheLinkShouldBeRequestedAtTheSamePath()
    {
        Add(1, List + "?page=2&pagelen=1&q=a%26b+c%20d");
        Add(2, "https://API.bitbucket.org:443/2.0/repositories/acme%20inc?ctx=%7Bx%7D&page=3#top");
        Add(3, null);

        Assert.Equal([1, 2, 3], await Items().ToListAsync(TestContext.Current.CancellationToken));

        Assert.Equal([List + "?pagelen=1", List + "?page=2&pagelen=1&q=a%26b+c%20d", List + "?ctx=%7Bx%7D&page=3"], _transport.Sent.Select(static sent => sent.Uri.OriginalString));
        Assert.All(_transport.Sent, static sent => Assert.Equal("Bearer token", sent.Login));
    }

    [Fact]
    public async Task LinkHeaderShouldBeFollowedIfThePageHasNoLink()
    {
        _pages.Enqueue(("""{"values":[1]}""", $"<{List}?page=1>; rel=\"prev\", <{List}?page=2>; rel=\"next\""));
        _pages.Enqueue(("""{"values":[2]}""", "<?page=3>; rel=next"));
        _pages.Enqueue(("""{"values":[3]}""", null));
        Assert.Equal([1, 2, 3], await Items().ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(List + "?page=3", _transport.Sent[^1].Uri.OriginalString);
    }

    [Theory]
    [InlineData("https://evil.example/2.0/repositories/acme%20inc?page=2", "leads to https://evil.example/2.0/repositories/acme%20inc, and the list is at " + List)]
    [InlineData("http://api.bitbucket.org/2.0/repositories/acme%20inc?page=2", "leads to http://api.bitbucket.org")]
    [InlineData("https://api.bitbucket.org:8443/2.0/repositories/acme%20inc?page=2", "leads to https://api.bitbucket.org:8443")]
    [InlineData("https://api.bitbucket.org@evil.example/2.0/repositories/acme%20inc?page=2", "leads to https://evil.example")]
    [InlineData("https://user:secret@api.bitbucket.org/2.0/repositories/acme%20inc?page=2", "leads to https://api.bitbucket.org")]
    [InlineData("//evil.example/2.0/repositories/acme%20inc?page=2", "leads to https://evil.example")]
    [InlineData("\\\\evil.example/x?page=2", "leads to ")]
    [InlineData("https://api.bitbucket.org/2.0/repositories/other?page=2", "leads to https://api.bitbucket.org/2.0/repositories/other")]
    [InlineData("https://api.bitbucket.org/2.0/repositories/acme%20inc/../../user?page=2", "leads to https://api.bitbucket.org/2.0/user")]
    [InlineData("javascript:alert(1)", "leads to ")]
    [InlineData("https://api.bitbucket.org/2.0/repositories/acme%20inc", "has no query")]
    [InlineData("https://api.bitbucket.org/2.0/repositories/acme%20inc?", "has no query")]
    [InlineData("", "has no query")]
    [InlineData("#top", "has no query")]
    [InlineData("https://", "is not an address")]
    [InlineData("https://api.bitbucket.org\uFFFD/2.0/repositories/acme%20inc?page=2", "leads to ")]
    public async Task OtherLinkShouldEndTheWalkWithoutARequest(string link, string problem)
    {
        Add(1, link);

        PagingException exception = await Assert.ThrowsAsync<PagingException>(() => Items().ToListAsync(TestContext.Current.CancellationToken).AsTask());

        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
        Assert.Single(_transport.Sent);
    }

    [Fact]
    public async Task LinkThatLeadsBackShouldEndTheWalk()
    {
        Add(1, List + "?page=2");
        Add(2, List + "?page=3");
        Add(3, List + "?page=2");
        PagingException exception = await Assert.ThrowsAsync<PagingException>(() => Items().ToListAsync(TestContext.Current.CancellationToken).AsTask());
        Assert.Contains("leads back", exception.Message, StringComparison.Ordinal);
    }

    private void Add(int item, string? next) =>
        _pages.Enqueue((next is null ? $$"""{"values":[{{item}}]}""" : $$"""{"values":[{{item}}],"next":{{JsonValue.Create(next).ToJsonString()}}}""", null));

    private PagedItems<int> Items()
    {
        AtlassianCaller caller = _world.NewNode(
            static options =>
            {
                options.Login = AtlassianLogin.BearerToken("token");
                options.Server = new Uri("https://api.bitbucket.org/2.0");
            },
            _transport).CreateCaller();
        return PagedOperation.ByQuery<IReadOnlyDictionary<string, RawJson>, int>(
            s_operation.Id,
            (query, cancellation) => FetchAsync(caller, query, cancellation),
            static page => new PageFacts<int>
            {
                Items = [.. JsonDocument.Parse(page["values"].Utf8).RootElement.EnumerateArray().Select(static item => item.GetInt32())],
                Link = PagedOperation.FindNextLink(page, page.TryGetValue("next", out RawJson next) ? next.GetString() : null),
            },
            static item => RawJson.Parse($"{item}"));
    }

    private static Task<IReadOnlyDictionary<string, RawJson>> FetchAsync(AtlassianCaller caller, string? query, CancellationToken cancellation) =>
        caller.SendAsync<IReadOnlyDictionary<string, RawJson>, MapCodec<RawJson, ValueCodec<RawJson>>>(
            s_operation.CreateRequest("/repositories/acme%20inc?" + (query ?? "pagelen=1")), cancellation);
}
