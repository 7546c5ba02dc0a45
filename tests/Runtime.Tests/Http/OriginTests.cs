using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Runtime.Tests.Calls;
using Leeway.TimeLimit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leeway.Runtime.Tests.Http;

/// <summary>
/// Whatever a server returns and a caller requests, the login is sent to one origin. Each case is a call through the whole pipeline,
/// over a transport that returns up to seven redirects made of hostile parts.
/// </summary>
public sealed class OriginTests
{
    private const string Secret = "canary";
    private const string Site = "https://leeway-demo.atlassian.net";
    private const string CloudId = "11111111-2222-4333-8444-555555555555";

    private static readonly Config s_manyCases = Config.QuickThrowOnFailure.WithMaxTest(TestSize.Of(10_000)).WithQuietOnSuccess(true);
    private static readonly OperationDescriptor s_download =
        new("download", HttpMethod.Get, "/rest/api/3/attachment/content/{id}", "jira", "Jira", [200]);

    private static readonly string[] s_hosts =
    [
        "api.atlassian.com", "API.Atlassian.COM", "api.atlassian.com:443", "api.atlassian.com:80", "api.atlassian.com:8443", "api.atlassian.com.",
        "api.atlassian.com.evil.example", "evil.example", "api.atlassian.com@evil.example", "evil.example#api.atlassian.com",
        "evil.example?api.atlassian.com", "evil.example\\@api.atlassian.com", "api.atlassian.com%2eevil.example", "аpi.atlassian.com", "[::1]",
        "127.0.0.1", "leeway-demo.atlassian.net", "leeway-demo.atlassian.net.evil.example", "user:pass@api.atlassian.com", "auth.atlassian.com",
    ];

    private static readonly string[] s_schemes = ["https://", "http://", "HTTPS://", "//", "/\\", "https:", "ftp://", "file://", "javascript:", "", "\\\\", "https:////"];

    private static readonly Gen<string> s_address =
        from scheme in Gen.Elements(s_schemes)
        from host in Gen.Elements(s_hosts)
        from path in Gen.OneOf(Gen.Elements("", "/file", "/ex/jira/1/rest", "/../.."), HostileText.Arbitrary.Generator)
        select scheme + host + path;

    private static readonly Gen<(int Status, string Location)> s_redirect =
        from status in Gen.Elements(301, 302, 303, 307, 308)
        from location in Gen.OneOf(s_address, HostileText.Arbitrary.Generator)
        select (status, location);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LoginShouldReachOnlyItsOwnOrigin(bool isBasic)
    {
        Uri home = new(isBasic ? Site : "https://api.atlassian.com");
        Prop.ForAll(s_redirect.ListOf(7).ToArbitrary(), s_address.ToArbitrary(), (redirects, wanted) =>
        {
            var answers = new Queue<(int Status, string Location)>(redirects);
            List<string> leaks = [];
            StubTransport transport = new(request =>
            {
                if (request.RequestUri is { AbsolutePath: "/oauth/token/accessible-resources" })
                {
                    return StubTransport.Json(HttpStatusCode.OK, $$"""[{"id":"{{CloudId}}","url":"{{Site}}","name":"demo","scopes":["read:jira-work"]}]""");
                }

                if (OriginOf(request.RequestUri!) != OriginOf(home) && TellsTheCaller(request))
                {
                    leaks.Add(request.RequestUri!.ToString());
                }

                return answers.TryDequeue(out var answer)
                    ? StubTransport.Redirect((HttpStatusCode)answer.Status, answer.Location)
                    : new HttpResponseMessage(HttpStatusCode.OK);
            });
            using AtlassianPipeline pipeline = NewPipeline(transport, isBasic);
            Send(pipeline, "/rest/api/3/attachment/content/1", wanted: null);
            Send(pipeline, "/rest/api/3/attachment/content/1", wanted);
            Send(pipeline, wanted, wanted: null);
            return leaks.Count == 0 && transport.Sent.TrueForAll(sent => sent.Uri.Scheme == Uri.UriSchemeHttps);
        }).Check(s_manyCases);
    }

    [Fact]
    public void NoPathValueShouldChangeTheRouteOnTheWayToTheGateway()
    {
        const string Root = "https://api.atlassian.com/ex/jira/" + CloudId + "/rest/api/3/issue/";
        StubTransport transport = new(static request => request.RequestUri is { AbsolutePath: "/oauth/token/accessible-resources" }
            ? StubTransport.Json(HttpStatusCode.OK, $$"""[{"id":"{{CloudId}}","url":"{{Site}}","name":"demo","scopes":["read:jira-work"]}]""")
            : new HttpResponseMessage(HttpStatusCode.OK));
        using AtlassianPipeline pipeline = NewPipeline(transport, isBasic: false);
        Prop.ForAll(HostileText.Arbitrary, value =>
        {
            RequestUri uri = new(stackalloc char[64]);
            uri.AppendLiteral("/rest/api/3/issue/");
            try
            {
                uri.AppendSegment(value);
            }
            catch (ArgumentException)
            {
                return true;
            }

            uri.AppendLiteral("/comment");
            Send(pipeline, uri.Build(), wanted: null);
            string sent = transport.Sent[^1].Uri.AbsoluteUri;
            string[] segments = sent.StartsWith(Root, StringComparison.Ordinal) ? sent[Root.Length..].Split('/') : [];
            return segments is [var segment, "comment"] && segment is not ("" or "." or "..") && segment.AsSpan().IndexOfAny("?#\\") < 0;
        }).Check(s_manyCases);
    }

    // Not by the code under test, which would find itself right.
    private static string OriginOf(Uri address) => address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    private static bool TellsTheCaller(HttpRequestMessage request) =>
        request.Headers.ToString().Contains(Secret, StringComparison.Ordinal) || request.Headers.Authorization is not null;

    private static void Send(AtlassianPipeline pipeline, string address, string? wanted)
    {
        try
        {
            if (!Uri.TryCreate(address, UriKind.RelativeOrAbsolute, out Uri? uri))
            {
                return;
            }

            using HttpRequestMessage request = new(HttpMethod.Get, uri);
            request.Options.Set(OperationDescriptor.Key, s_download);
            request.Options.Set(RedirectAnswer.MayLeaveOrigin, true);
            request.Options.Set(CallSettings.Key, new CallSettings { Site = wanted });
            request.Headers.TryAddWithoutValidation("X-Api-Key", Secret);
            request.Headers.TryAddWithoutValidation("Cookie", Secret);
            request.Headers.TryAddWithoutValidation("Proxy-Authorization", Secret);
            using HttpResponseMessage response = pipeline.Invoker.SendAsync(request, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is InvalidOperationException or SiteSelectionException or AtlassianApiException)
        {
            // The call was refused before anything was sent.
        }
    }

    private static AtlassianPipeline NewPipeline(StubTransport transport, bool isBasic) => new(
        new AtlassianOptions
        {
            Login = isBasic ? AtlassianLogin.ApiToken("user@example.com", Secret) : AtlassianLogin.BearerToken(Secret),
            Site = Site,
        },
        new InMemoryGrantStore(TimeProvider.System),
        new RuntimeEnvironment(TimeProvider.System, new Random(1), TaskCreationOptions.None),
        transport,
        transport,
        NullLoggerFactory.Instance);
}
