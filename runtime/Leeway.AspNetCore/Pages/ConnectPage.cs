using Leeway.Grants;

namespace Leeway.AspNetCore;

/// <summary>The page with the button that begins a sign-in.</summary>
internal sealed class ConnectPage
{
    public required PageFrame Frame { get; init; }

    public required FormToken Token { get; init; }

    /// <summary>The address that the form is sent to.</summary>
    public required string Action { get; init; }

    /// <summary>The user's connection; <see langword="null"/> if it is not known.</summary>
    public required GrantHealth? Health { get; init; }

    /// <summary>The scopes that the application needs in addition.</summary>
    public required IReadOnlyList<string> AdditionalScopes { get; init; }

    /// <summary>The protected list of these scopes.</summary>
    public required string? ProtectedScopes { get; init; }

    public required string? ReturnAddress { get; init; }

    public Html Write() => Frame.Write(Title, Html.Of($"""
        {WriteReason()}
        <p>{Frame.ApplicationName} uses your Atlassian account to work with the sites that you choose. You confirm this at Atlassian, and return here afterwards. Your password stays at Atlassian.</p>
        {PageFrame.WriteForm(Action, Token, "Continue to Atlassian", "primary", (AspNetCore.ReturnAddress.Parameter, ReturnAddress), (AspNetCore.AdditionalScopes.Parameter, ProtectedScopes))}
        <p><a href="{Frame.Status}">Your connection</a></p>
        """));

    private bool AsksForMore => AdditionalScopes.Count > 0;

    private string Title => AsksForMore ? "More permissions needed" : "Connect to Atlassian";

    private Html WriteReason() =>
        AsksForMore ? Html.Of($"""
            <p>{Frame.ApplicationName} needs permissions that you have not granted yet:</p>
            {ScopeList.Write(AdditionalScopes)}
            """)
        : Health is { State: GrantState.Lost } lost ? Html.Of($"<p>Your connection to Atlassian has ended. {ConnectionText.DescribeLoss(lost)}</p>")
        : default;
}
