namespace Leeway.AspNetCore;

/// <summary>The options of <c>AddSignIn</c>.</summary>
public sealed class AtlassianSignInOptions
{
    /// <summary>How long a user has to consent, from the click on "Connect".</summary>
    internal static readonly TimeSpan AttemptLifetime = TimeSpan.FromMinutes(10);

    /// <summary>The name of the application in titles and texts of the pages.</summary>
    /// <value>The default is the application name of the host environment.</value>
    public string? ApplicationName { get; set; }

    /// <summary>
    /// The address of a stylesheet of the application, such as <c>/css/atlassian.css</c>. The pages load it after their own, so that it can
    /// set the custom properties (<c>--leeway-accent</c> and others) or replace any rule. It must be an address of this host, because the
    /// pages load nothing from elsewhere.
    /// </summary>
    /// <value>The default is <see langword="null"/>: the pages have their own stylesheet only.</value>
    public string? Stylesheet { get; set; }

    /// <summary>
    /// Where the browser goes after a user has connected, if the sign-in began without a return address. The name of the application on the
    /// pages leads there, too. It must be an address of this host that begins with a slash.
    /// </summary>
    /// <value>
    /// The default is <see langword="null"/>: the browser goes to the page with the user's connection, and the name leads to the root of the
    /// application.
    /// </value>
    public string? DefaultReturnAddress { get; set; }

    /// <summary>
    /// The name of the authorization policy for the page that lists the grants of all users. Without it, there is no such page.
    /// </summary>
    public string? OperatorPolicy { get; set; }

    /// <summary>How long a browser keeps its grant; <see langword="null"/> if users have the grants.</summary>
    internal TimeSpan? BrowserGrantLifetime { get; private set; }

    /// <summary>
    /// Gives each browser a grant of its own, which a protected cookie names, for an application without users. Everyone who uses the browser
    /// uses the same Atlassian account, so do not use it where people share one.
    /// </summary>
    /// <param name="lifetime">How long the browser stays connected after a consent; <see langword="null"/> for 90 days.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is not positive.</exception>
    public void UseBrowserGrants(TimeSpan? lifetime = null)
    {
        TimeSpan value = lifetime ?? TimeSpan.FromDays(90);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, nameof(lifetime));
        BrowserGrantLifetime = value;
    }
}
