namespace Leeway.Calls;

/// <summary>A product's client. It can create clients that call for another user, at another site, or with other settings.</summary>
/// <typeparam name="TClient">The product's interface, such as <c>IJiraClient</c>.</typeparam>
public interface IAtlassianClient<out TClient>
    where TClient : class
{
    /// <summary>Creates a client that uses these settings, and this client's settings for members that are not set.</summary>
    /// <remarks>
    /// The new client costs two small objects and shares handlers and connections with this one. Create one for each request.
    /// </remarks>
    /// <param name="settings">The settings.</param>
    TClient WithSettings(CallSettings settings);
}
