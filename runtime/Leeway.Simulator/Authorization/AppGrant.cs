namespace Leeway.Simulator.Authorization;

/// <summary>What one account allows one app. Each account and app has one grant, however often the user consents.</summary>
public sealed class AppGrant
{
    private readonly List<TokenFamily> _families = [];

    internal AppGrant(RegisteredApp app, Account account)
    {
        App = app;
        Account = account;
    }

    /// <summary>The app.</summary>
    public RegisteredApp App { get; }

    /// <summary>The account.</summary>
    public Account Account { get; }

    /// <summary>The scopes of the latest consent. They also apply to tokens that were issued before it.</summary>
    public IReadOnlyList<string> Scopes { get; internal set; } = [];

    /// <summary>The cloud ids of the sites that the account allows the app to use.</summary>
    public IReadOnlyList<string> CloudIds { get; internal set; } = [];

    /// <summary>When the user removed the app; <see langword="null"/> while the grant is active.</summary>
    public DateTimeOffset? WithdrawnAt { get; internal set; }

    /// <summary>The token families, oldest first.</summary>
    public IReadOnlyList<TokenFamily> Families => _families;

    internal void Add(TokenFamily family) => _families.Add(family);
}
