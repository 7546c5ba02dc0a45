using System.Reflection;
using System.Text;

namespace Leeway.Http;

/// <summary>Sets the <c>User-Agent</c>, as Atlassian asks of apps.</summary>
internal sealed class UserAgentHandler(string? application, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly string s_library =
        "Leeway/" + (typeof(UserAgentHandler).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0");

    private readonly string _userAgent = string.IsNullOrWhiteSpace(application) ? s_library : $"{application} {s_library}";

    /// <summary>Whether a text is valid in a <c>User-Agent</c> header; an empty one adds nothing to it.</summary>
    public static bool IsUserAgent(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        using HttpRequestMessage request = new();
        return Ascii.IsValid(text) && !text.Any(char.IsControl) && request.Headers.UserAgent.TryParseAdd(text);
    }

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.UserAgent.Count == 0)
        {
            request.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
