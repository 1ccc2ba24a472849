import HTTPTypes

extension RouteTable {
    /// One's own account, and for administrators all accounts.
    static let accounts: [Endpoint] = [
        Endpoint("own account", .get, "/account", .page, .readers(.none), OwnAccountPage.show),
        Endpoint("own password", .post, "/account/password", .form, .readers(.none), OwnAccountPage.password),
        Endpoint("own token", .post, "/account/tokens", .form, .readers(.none), OwnAccountPage.addToken),
        Endpoint(
            "revoke own token", .post, "/account/tokens/:token", .form, .readers(.none),
            OwnAccountPage.revokeToken),
        Endpoint("accounts", .get, "/accounts", .page, .administrators, AccountsPage.show),
        Endpoint("add account", .post, "/accounts", .form, .administrators, AccountsPage.add),
        Endpoint("account page", .get, "/accounts/:account", .page, .administrators, AccountPage.show),
        Endpoint("change account", .post, "/accounts/:account", .form, .administrators, AccountPage.change),
        Endpoint(
            "reset password", .post, "/accounts/:account/password", .form, .administrators,
            AccountPage.reset),
        Endpoint(
            "revoke token", .post, "/accounts/:account/tokens/:token", .form, .administrators,
            AccountPage.revokeToken),
    ]
}
