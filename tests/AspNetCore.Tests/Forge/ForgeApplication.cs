using System.Net;
using System.Net.Http.Headers;
using Leeway.AspNetCore.Forge;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Leeway.AspNetCore.Tests.Forge;

/// <summary>An application that Forge calls, with a server of keys and a clock of its own.</summary>
internal sealed class ForgeApplication : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ForgeApplication(WebApplication application, ForgeTokens tokens, ForgeKeyServer keys, FakeTimeProvider time)
    {
        _application = application;
        Tokens = tokens;
        Keys = keys;
        Time = time;
        Client = application.GetTestClient();
    }

    public ForgeTokens Tokens { get; }

    public ForgeKeyServer Keys { get; }

    public FakeTimeProvider Time { get; }

    public HttpClient Client { get; }

    /// <summary>The latest invocation that an endpoint received.</summary>
    public ForgeInvocation? Received { get; private set; }

    public static async Task<ForgeApplication> StartAsync(
        Action<ForgeRemoteOptions>? configure = null, Action<IServiceCollection>? addServices = null, Action<WebApplication>? map = null)
    {
        ForgeTokens tokens = new();
        ForgeKeyServer keys = new();
        keys.Documents[ForgeKeyServer.Commercial] = ForgeTokens.PublishSet(ForgeTokens.Publish(tokens.Key, ForgeTokens.KeyId));
        FakeTimeProvider time = new(ForgeTokens.Now);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddAuthentication().AddForgeRemote(options =>
        {
            options.AppId = ForgeTokens.App;
            options.BackchannelHttpHandler = keys;
            configure?.Invoke(options);
        });
        builder.Services.AddAuthorization();
        addServices?.Invoke(builder.Services);
        WebApplication application = builder.Build();
        ForgeApplication? self = null;
        application.MapPost("/invoke", (ForgeInvocation invocation) => self!.Received = invocation).RequireAuthorization(
            static policy => policy.AddAuthenticationSchemes(ForgeRemoteDefaults.AuthenticationScheme).RequireAuthenticatedUser());
        map?.Invoke(application);
        await application.StartAsync();
        return self = new ForgeApplication(application, tokens, keys, time);
    }

    public async Task<HttpStatusCode> InvokeAsync(string token, Action<HttpRequestHeaders>? configure = null)
    {
        using HttpResponseMessage response = await SendAsync("/invoke", token, null, configure);
        return response.StatusCode;
    }

    public async Task<HttpResponseMessage> SendAsync(string path, string? token, string? body, Action<HttpRequestHeaders>? configure = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path);
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        }

        configure?.Invoke(request.Headers);
        request.Content = body is null ? null : new StringContent(body);
        return await Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.DisposeAsync();
        Keys.Dispose();
    }
}
