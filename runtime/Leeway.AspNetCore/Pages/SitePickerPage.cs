using Leeway.Sites;

namespace Leeway.AspNetCore;

/// <summary>The page on which the user selects one of several sites.</summary>
internal sealed class SitePickerPage
{
    /// <summary>The name of the field with the cloud id.</summary>
    public const string Field = "site";

    public required PageFrame Frame { get; init; }

    public required FormToken Token { get; init; }

    /// <summary>The address that the form is sent to.</summary>
    public required string Action { get; init; }

    public required IReadOnlyList<Site> Sites { get; init; }

    /// <summary>The cloud id of the selected site.</summary>
    public required string? SelectedSite { get; init; }

    public required string? ReturnAddress { get; init; }

    public Html Write() => Frame.Write("Select a site", Html.Of($"""
        <form method="post" action="{Action}">
        {PageFrame.WriteFields(Token, (AspNetCore.ReturnAddress.Parameter, ReturnAddress))}<fieldset>
        <legend>Your Atlassian account reaches several sites. Which one should {Frame.ApplicationName} work with?</legend>
        {Html.Join(Sites.Index(), WriteChoice)}</fieldset>
        <button type="submit" class="primary">Use this site</button>
        </form>
        <p>You can select another site later on the page <a href="{Frame.Status}">Your connection</a>.</p>
        """));

    private Html WriteChoice((int Index, Site Site) choice)
    {
        Html isChecked = choice.Site.CloudId == SelectedSite ? Html.Of($" checked") : default;
        return Html.Of($"""
            <div class="choice">
            <input type="radio" name="{Field}" id="site-{choice.Index}" value="{choice.Site.CloudId}" required{isChecked}>
            <label for="site-{choice.Index}">{choice.Site.Name}<span class="address">{choice.Site.Url?.Host ?? choice.Site.CloudId}</span></label>
            </div>

            """);
    }
}
