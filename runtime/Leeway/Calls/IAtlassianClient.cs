namespace Leeway.Calls;

/// <summary>A product's client, from which others are made that call for another user, at another site, or in another way.</summary>
/// <typeparam name="TClient">The product's interface, such as <c>IJiraClient</c>.</typeparam>
public interface IAtlassianClient<out TClient>
    where TClient : class
{
    /// <summary>Makes a client whose calls have these settings, and where they are silent those of this client.</summary>
    /// <remarks>It costs two small objects, and shares handlers and connections with this one: make one for each request.</remarks>
    /// <param name="settings">The settings.</param>
    TClient WithSettings(CallSettings settings);
}
