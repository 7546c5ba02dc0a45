using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site.Jira;

/// <summary>The operations of users.</summary>
internal sealed class UserOperations(JiraState state)
{
    /// <summary>The number of users that searches look at, and the maximum size of a page of users.</summary>
    private const int MaxUsersSearched = 1_000;

    public void AddTo(OperationTable table)
    {
        table.Add("jira", "getCurrentUser", GetMyself);
        table.Add("jira", "getUser", Get);
        table.Add("jira", "bulkGetUsers", GetMany);
        table.Add("jira", "getAllUsers", List);
        table.Add("jira", "getAllUsersDefault", List);
        table.Add("jira", "findUsers", Search);
        table.Add("jira", "findAssignableUsers", SearchPermitted);
        table.Add("jira", "findBulkAssignableUsers", SearchPermitted);
        table.Add("jira", "findUsersWithAllPermissions", SearchPermitted);
        table.Add("jira", "findUsersWithBrowsePermission", SearchPermitted);
    }

    private SimulatedResponse GetMyself(SiteRequest call)
    {
        JsonObject user = JiraJson.Of(call, call.Caller);
        user["locale"] = "en_US";
        user["groups"] = new JsonObject { ["size"] = 1, ["items"] = new JsonArray() };
        user["applicationRoles"] = new JsonObject { ["size"] = 1, ["items"] = new JsonArray() };
        user["expand"] = "groups,applicationRoles";
        return SimulatedResponse.Json(200, user).Holding(users: 1);
    }

    private SimulatedResponse Get(SiteRequest call)
    {
        string? id = call.Query("accountId");
        return id is null ? ErrorAnswers.Jira(400, "The query parameter 'accountId' is required.")
            : Find(call, id) is { } user ? SimulatedResponse.Json(200, JiraJson.Of(call, user)).Holding(users: 1)
            : ErrorAnswers.Jira(404, "Specified user does not exist or you do not have required permissions");
    }

    private SimulatedResponse GetMany(SiteRequest call)
    {
        List<string> ids = call.QueryList("accountId");
        if (ids.Count == 0)
        {
            return ErrorAnswers.Jira(400, "The query parameter 'accountId' is required.");
        }

        List<Account> found = [.. ids.Select(id => Find(call, id)).OfType<Account>()];
        return JiraPage.Create(call, found, 10, 200, JiraJson.Of);
    }

    // The response is only an array: it has neither a total nor a marker for the last page.
    private SimulatedResponse List(SiteRequest call) => CutUsers(call, state.Users, state.Users.Count, static _ => true);

    // The search selects a range of the matching users, among the first thousand.
    private SimulatedResponse Search(SiteRequest call)
    {
        List<Account> matches = state.Users.FindAll(user => Matches(call, user));
        return CutUsers(call, matches, Math.Min(matches.Count, MaxUsersSearched), static _ => true);
    }

    // The search first selects a range of all users, among the first thousand, and then those that match. Pages can be short or empty even
    // if more follow.
    private SimulatedResponse SearchPermitted(SiteRequest call) =>
        CutUsers(call, state.Users, Math.Min(state.Users.Count, MaxUsersSearched), user => !state.Guests.Contains(user) && Matches(call, user));

    private Account? Find(SiteRequest call, string id) => state.FindUser(id) ?? (call.Caller?.AccountId == id ? call.Caller : null);

    private static SimulatedResponse CutUsers(SiteRequest call, List<Account> users, int count, Predicate<Account> filter)
    {
        PageCut cut = PageCut.Of(call, "maxResults", call.QueryNumber("startAt", 0, int.MaxValue), count, 50, MaxUsersSearched);
        JsonArray page = [];
        for (int i = cut.Start; i < cut.End; i++)
        {
            if (filter(users[i]))
            {
                page.Add((JsonNode)JiraJson.Of(call, users[i]));
            }
        }

        return SimulatedResponse.Json(200, page).Holding(users: page.Count);
    }

    private static bool Matches(SiteRequest call, Account user) =>
        (call.Query("accountId") is not { } id || user.AccountId == id)
        && (call.Query("query") is not { } query
            || user.Email.StartsWith(query, StringComparison.OrdinalIgnoreCase)
            || user.Name.StartsWith(query, StringComparison.OrdinalIgnoreCase)
            || user.Name.Contains($" {query}", StringComparison.OrdinalIgnoreCase));
}
