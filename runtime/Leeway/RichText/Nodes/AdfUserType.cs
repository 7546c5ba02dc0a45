namespace Leeway.RichText;

/// <summary>The kinds of users.</summary>
public enum AdfUserType
{
    /// <summary>A person.</summary>
    Default,

    /// <summary>A group of users, such as all who are here.</summary>
    Special,

    /// <summary>An app.</summary>
    App,
}
