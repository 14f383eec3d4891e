// `torihiki/policies`: the built-in policies, compiled, for those that bundle what they load. Nobody carries along what
// he does not import.

import coconala from "torihiki/policies/coconala";
import coconalaAccount from "torihiki/policies/coconala-account";
import crowdworks from "torihiki/policies/crowdworks";
import lancers from "torihiki/policies/lancers";
import qoo10 from "torihiki/policies/qoo10";

export { coconala, coconalaAccount, crowdworks, lancers, qoo10 };
/** All of them. */
export const all = [coconala, coconalaAccount, qoo10, crowdworks, lancers];
