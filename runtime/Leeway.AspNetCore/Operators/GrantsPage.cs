using Leeway.Grants;

namespace Leeway.AspNetCore;

/// <summary>The page for operators: the grants of all users by health.</summary>
internal sealed class GrantsPage
{
    public required PageFrame Frame { get; init; }

    public required GrantCounts Counts { get; init; }

    /// <summary>The grants of all users.</summary>
    public required GrantList List { get; init; }

    public Html Write() => Frame.WriteWide("Grants", Html.Of($"""
        <h2>In this process since {PageFrame.WriteTime(Counts.Since)}</h2>
        <dl>
        <dt>Rotations</dt>
        <dd>{Counts.Rotations}</dd>
        <dt>Doubts</dt>
        <dd>{Counts.Doubts}</dd>
        <dt>Losses</dt>
        <dd>{Counts.Losses}</dd>
        </dl>
        {WriteList(List)}
        """));

    private static Html WriteList(GrantList list) => Html.Of($"""
        <h2>In the store</h2>
        {(list.States.Any() || list.UnreadableCount > 0 ? default : Html.Of($"<p>There are no grants.</p>"))}
        {Html.Join(list.States, state => WriteState(list, state))}
        {(list.UnreadableCount > 0 ? WriteUnreadable(list) : default)}
        """);

    private static Html WriteState(GrantList list, GrantState state) => WriteTable(
        $"{state}: {list.Count(state)}",
        list.Count(state),
        Html.Of($"""<th scope="col">Grant</th><th scope="col">Consent</th><th scope="col">Last rotation</th><th scope="col">What is known</th>"""),
        Html.Join(list.List(state), static health => Html.Of($"""
            <tr><th scope="row">{health.Grant.Value}</th><td>{WriteTime(health.FamilyStartedAt)}</td><td>{WriteTime(health.RotatedAt)}</td><td>{health.Evidence} {health.Advice}</td></tr>

            """)));

    private static Html WriteUnreadable(GrantList list) => WriteTable(
        $"Unreadable: {list.UnreadableCount}",
        list.UnreadableCount,
        Html.Of($"""<th scope="col">Entry</th><th scope="col">Error</th>"""),
        Html.Join(list.Unreadable, static entry => Html.Of($"""
            <tr><th scope="row">{entry.Name}</th><td>{entry.Error}</td></tr>

            """)));

    // A wide table scrolls, also by keyboard.
    private static Html WriteTable(string caption, long count, Html head, Html rows) => Html.Of($"""
        <div class="scroll" role="region" aria-label="{caption}" tabindex="0">
        <table>
        <caption>{caption}{(count > GrantList.MaxListed ? Html.Of($" (the first {GrantList.MaxListed})") : default)}</caption>
        <thead><tr>{head}</tr></thead>
        <tbody>
        {rows}</tbody>
        </table>
        </div>

        """);

    private static Html WriteTime(DateTimeOffset? time) => time is { } known ? PageFrame.WriteTime(known) : default;
}
