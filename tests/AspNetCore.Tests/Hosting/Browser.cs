using System.Net;
using System.Web;
using Leeway.Simulator.Authorization;

namespace Leeway.AspNetCore.Tests.Hosting;

/// <summary>A browser with cookies of its own. It sends one request at a time and follows no redirect by itself.</summary>
internal sealed class Browser(TestApplication application) : IDisposable
{
    public const string ConnectPath = "/atlassian/connect";

    private readonly HttpMessageInvoker _invoker = new(application.CreateHandler());

    public CookieContainer Cookies { get; } = new();

    public Task<WebAnswer> GetAsync(string address, params (string Name, string Value)[] headers) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(TestApplication.Origin, address)), headers);

    /// <summary>Opens a page, and leaves it when the token is canceled.</summary>
    public Task<WebAnswer> GetAsync(string address, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(TestApplication.Origin, address)), [], cancellationToken);

    public Task<WebAnswer> PostAsync(string address, IReadOnlyDictionary<string, string> fields, params (string Name, string Value)[] headers) => SendAsync(
        new HttpRequestMessage(HttpMethod.Post, new Uri(TestApplication.Origin, address)) { Content = new FormUrlEncodedContent(fields) }, headers);

    /// <summary>Opens a page and sends one of its forms.</summary>
    public async Task<WebAnswer> SubmitAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        WebAnswer opened = await GetAsync(page);
        Dictionary<string, string> form = opened.ReadForm(action);
        foreach ((string name, string value) in fields)
        {
            form[name] = value;
        }

        return await PostAsync(action, form);
    }

    /// <summary>Signs in to the application.</summary>
    public async Task SignInAsync(string user, string issuer = "LOCAL AUTHORITY", string session = "") =>
        Assert.Equal(HttpStatusCode.OK, (await GetAsync($"/login?user={Uri.EscapeDataString(user)}&issuer={Uri.EscapeDataString(issuer)}&session={session}")).Status);

    /// <summary>Opens the connect page, and clicks the button.</summary>
    /// <returns>The address at Atlassian.</returns>
    public async Task<Uri> BeginAsync(string page = ConnectPath)
    {
        WebAnswer begun = await SubmitAsync(page, ConnectPath);
        Assert.Equal(HttpStatusCode.SeeOther, begun.Status);
        return new Uri(begun.Location);
    }

    /// <summary>Decides at Atlassian.</summary>
    /// <returns>The callback.</returns>
    public string Decide(Uri authorize)
    {
        AuthorizeAnswer answer = application.Atlassian.Authorization.Authorize(AuthorizeRequest.From(ReadQuery(authorize)));
        Assert.Null(answer.Problem);
        return new Uri(answer.Redirect!).PathAndQuery;
    }

    /// <summary>Connects.</summary>
    /// <returns>The answer to the callback.</returns>
    public async Task<WebAnswer> ConnectAsync(string page = ConnectPath) => await GetAsync(Decide(await BeginAsync(page)));

    public static Dictionary<string, string> ReadQuery(Uri address)
    {
        System.Collections.Specialized.NameValueCollection query = HttpUtility.ParseQueryString(address.Query);
        return query.AllKeys.ToDictionary(static key => key!, key => query[key]!);
    }

    public void Dispose() => _invoker.Dispose();

    private async Task<WebAnswer> SendAsync(
        HttpRequestMessage request, (string Name, string Value)[] headers, CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, TestContext.Current.CancellationToken);
        string cookies = Cookies.GetCookieHeader(request.RequestUri!);
        if (cookies.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Cookie", cookies);
        }

        if (!headers.Any(static header => header.Name == "Accept"))
        {
            request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using (request)
        {
            using HttpResponseMessage response = await _invoker.SendAsync(request, ending.Token);
            if (response.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? set))
            {
                foreach (string cookie in set)
                {
                    Cookies.SetCookies(request.RequestUri!, cookie.Replace("samesite=lax", "", StringComparison.OrdinalIgnoreCase));
                }
            }

            return new WebAnswer(
                response.StatusCode,
                await response.Content.ReadAsStringAsync(ending.Token),
                response.Headers.Concat(response.Content.Headers).ToDictionary(
                    static header => header.Key, static header => string.Join("\n", header.Value), StringComparer.OrdinalIgnoreCase));
        }
    }
}
