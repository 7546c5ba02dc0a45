using Leeway.Simulator.Authorization;
using Leeway.Simulator.Pages;
using Leeway.Simulator.Site;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Consent;

/// <summary>The page on which a person decides about a consent in a browser. It needs no scripts.</summary>
/// <param name="server">The authorization server.</param>
/// <param name="sites">The sites to choose from. Their users are the accounts to choose from.</param>
internal sealed class ConsentPage(AuthorizationServer server, IReadOnlyList<SimulatedSite> sites)
{
    private const string DecisionField = "decision";
    private const string Accept = "accept";
    private const string Cancel = "cancel";
    private const string AccountField = "account";
    private const string SiteField = "site";

    /// <summary>Shows the page for a request that can be granted; otherwise responds as without the page.</summary>
    public SimulatedResponse Show(SimulatedRequest request)
    {
        ConsentQuestion question = server.Examine(AuthorizeRequest.From(request.Query));
        if (question.Refusal is { } refusal)
        {
            return Respond(refusal);
        }

        List<Account> accounts = ListAccounts();
        return Write(200, question, accounts, server.SignedIn ?? accounts.FirstOrDefault(), server.ConsentedCloudIds, null);
    }

    /// <summary>Responds to the form: with the callback, or with the page again if the choice is not complete.</summary>
    public SimulatedResponse Decide(SimulatedRequest request)
    {
        AuthorizeRequest asked = AuthorizeRequest.From(request.Query);
        ConsentQuestion question = server.Examine(asked);
        string? decision = request.FormValues(DecisionField).FirstOrDefault();
        if (question.Refusal is not null || decision == Cancel)
        {
            return Respond(question.Refusal ?? server.Authorize(asked, null, []));
        }

        List<Account> accounts = ListAccounts();
        string? accountId = request.FormValues(AccountField).FirstOrDefault();
        Account? account = accounts.Find(known => known.AccountId == accountId);
        string[] wanted = [.. request.FormValues(SiteField)];
        string[] chosen = [.. sites.Select(static site => site.CloudId).Where(wanted.Contains)];
        string? problem =
            decision != Accept ? "Choose Accept or Cancel."
            : account is null ? "Choose an account."
            : chosen.Length == 0 ? "Choose at least one site."
            : null;
        return problem is null ? Respond(server.Authorize(asked, account, chosen)) : Write(400, question, accounts, account, chosen, problem);
    }

    private static SimulatedResponse Respond(AuthorizeAnswer answer) => answer.Redirect is { } redirect
        ? SimulatedResponse.Redirect(303, redirect)
        : SimulatedResponse.Text(400, answer.Problem!);

    private List<Account> ListAccounts()
    {
        List<Account> accounts = server.SignedIn is { } signedIn ? [signedIn] : [];
        foreach (Account user in sites.SelectMany(static site => site.Jira.Users))
        {
            if (!accounts.Exists(known => known.AccountId == user.AccountId))
            {
                accounts.Add(user);
            }
        }

        return accounts;
    }

    private SimulatedResponse Write(
        int status, ConsentQuestion question, List<Account> accounts, Account? account, IReadOnlyList<string> chosenSites, string? problem)
    {
        string app = question.App!.Name ?? question.App.ClientId;
        Html content = Html.Of($"""
            <h1>{app} requests access to your Atlassian account</h1>
            {(problem is null ? Html.Empty : Html.Of($"""<p class="error" role="alert">{problem}</p>"""))}
            <h2>It would be able to:</h2>
            <ul>
            {Html.Join(question.Scopes.Select(WriteScope))}</ul>
            <form method="post">
            {WriteAccounts(accounts, account)}{WriteSites(chosenSites)}<div class="actions">
            <button type="submit" class="primary" name="{DecisionField}" value="{Accept}">Accept</button>
            <button type="submit" name="{DecisionField}" value="{Cancel}">Cancel</button>
            </div>
            </form>

            """);

        // Browsers apply form-action to the redirects that answer the form: those to the app, and those with which the app answers.
        return PageFrame.Create(status, $"{app} requests access", content, "'self' http: https:");
    }

    private static Html WriteScope(string scope) => Html.Of($"""
        <li>{ScopeText.Describe(scope)} <span class="detail">{scope}</span></li>

        """);

    private static Html WriteAccounts(List<Account> accounts, Account? chosen) => WriteChoices(
        "Account",
        accounts.Select((account, index) => Html.Of($"""
            <div class="choice">
            <input type="radio" name="{AccountField}" id="account-{index}" value="{account.AccountId}" required{WriteChecked(account.AccountId == chosen?.AccountId)}>
            <label for="account-{index}">{account.Name} <span class="detail">{account.Email}</span></label>
            </div>

            """)));

    private Html WriteSites(IReadOnlyList<string> chosen) => WriteChoices(
        "Use the app on",
        sites.Select((site, index) => Html.Of($"""
            <div class="choice">
            <input type="checkbox" name="{SiteField}" id="site-{index}" value="{site.CloudId}"{WriteChecked(chosen.Contains(site.CloudId))}>
            <label for="site-{index}">{site.Name} <span class="detail">{site.Url}</span></label>
            </div>

            """)));

    private static Html WriteChoices(string legend, IEnumerable<Html> choices) => Html.Of($"""
        <fieldset>
        <legend>{legend}</legend>
        {Html.Join(choices)}</fieldset>

        """);

    private static Html WriteChecked(bool isChecked) => isChecked ? Html.Of($" checked") : Html.Empty;
}
