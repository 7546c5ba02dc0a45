using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;

namespace Leeway.AspNetCore;

/// <summary>Finds the addresses of the endpoints of a sign-in, wherever the application has mapped them.</summary>
/// <param name="links">Finds endpoints by name.</param>
/// <param name="registration">The name of the registration.</param>
internal sealed class SignInAddresses(LinkGenerator links, string registration)
{
    /// <summary>Returns the name of an endpoint.</summary>
    public static string GetName(string registration, SignInEndpoint endpoint) => $"Leeway.{endpoint}:{registration}";

    /// <summary>Finds an address, with the path under which the application is served.</summary>
    /// <param name="context">The request.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="parameters">The parameters of the query. Those without a value are omitted.</param>
    /// <exception cref="InvalidOperationException">The application has not mapped the endpoint.</exception>
    public string Find(HttpContext context, SignInEndpoint endpoint, params IEnumerable<(string Name, string? Value)> parameters)
    {
        string path = links.GetPathByName(context, GetName(registration, endpoint), (RouteValueDictionary?)null)
            ?? throw new InvalidOperationException(
                $"The endpoint '{endpoint}' of the sign-in is not mapped. Call app.MapAtlassianSignIn(\"/atlassian\"{(registration.Length == 0 ? "" : $", \"{registration}\"")}).");
        QueryBuilder query = [];
        foreach ((string name, string? value) in parameters)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(name, value);
            }
        }

        return path + query.ToQueryString().ToUriComponent();
    }
}
